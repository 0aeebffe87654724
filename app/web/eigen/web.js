// What a page does more easily with a script; without it everything works too.

// After an answer has replaced the page, reading goes on at its first heading, or at what is wrong.
document.addEventListener("htmx:afterSettle", (gebeurtenis) => {
  const doel = document.querySelector("#foutmelding") ?? document.querySelector("#inhoud");
  if (gebeurtenis.detail.target?.id === "inhoud" || gebeurtenis.detail.elt?.id === "inhoud") doel?.focus();
});

// A file that is dropped anywhere on a field goes into the field.
const veldVan = (gebeurtenis) => gebeurtenis.target.closest?.("[data-neerzetten]");
document.addEventListener("dragover", (gebeurtenis) => {
  const veld = veldVan(gebeurtenis);
  if (!veld) return;
  gebeurtenis.preventDefault();
  veld.classList.add("veld--boven");
});
document.addEventListener("dragleave", (gebeurtenis) => veldVan(gebeurtenis)?.classList.remove("veld--boven"));
document.addEventListener("drop", (gebeurtenis) => {
  const veld = veldVan(gebeurtenis);
  if (!veld || !gebeurtenis.dataTransfer.files.length) return;
  gebeurtenis.preventDefault();
  veld.classList.remove("veld--boven");
  const invoer = veld.querySelector("input[type=file]");
  invoer.files = gebeurtenis.dataTransfer.files;
  invoer.dispatchEvent(new Event("change", { bubbles: true }));
});
