# The wheel, with what a browser needs from npm, is built here; nothing of what builds it goes into the image.
FROM python:3.13-slim-bookworm AS build
WORKDIR /bouw
COPY requirements.txt requirements-build.txt ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements-build.txt
RUN python -m venv --without-pip /opt/venv \
    && pip --python /opt/venv/bin/python install --no-cache-dir --require-hashes --requirement requirements.txt
COPY . .
RUN hatchling build --target wheel \
    && pip --python /opt/venv/bin/python install --no-cache-dir --no-deps dist/*.whl

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/wmo wmo
COPY --from=build /opt/venv /opt/venv
COPY docs/sbom.json /usr/share/doc/wmo/
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    WMO_DATA=/var/lib/wmo
USER wmo
WORKDIR /var/lib/wmo
VOLUME /var/lib/wmo
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/livez', timeout=4)"]
CMD ["wmo", "serve", "--host", "0.0.0.0"]
