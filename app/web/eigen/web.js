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

// The order of several files: by name until somebody moves one, by dragging or by its buttons.
const opVolgorde = (invoer) => {
  const vak = document.querySelector(invoer.dataset.volgorde);
  const lijst = vak.querySelector("ol");
  const volgorde = vak.querySelector("input");
  let bestanden = [...invoer.files].sort((a, b) => (a.name < b.name ? -1 : 1));
  let gesleept = null;
  const verplaats = (van, naar) => {
    if (naar < 0 || naar >= bestanden.length || van === naar) return;
    bestanden.splice(naar, 0, ...bestanden.splice(van, 1));
    const overdracht = new DataTransfer();
    bestanden.forEach((bestand) => overdracht.items.add(bestand));
    invoer.files = overdracht.files;
    volgorde.value = "zelf";
    teken();
    vak.querySelector("[role=status]").textContent = `${bestanden[naar].name} staat nu op plaats ${naar + 1}.`;
  };
  const knop = (teken, wat, naam, doe, uit) => {
    const deel = document.createElement("button");
    Object.assign(deel, { type: "button", textContent: teken, disabled: uit, onclick: doe });
    deel.setAttribute("aria-label", `${naam} ${wat}`);
    return deel;
  };
  const teken = () => {
    lijst.replaceChildren(
      ...bestanden.map((bestand, plek) => {
        const lid = document.createElement("li");
        lid.draggable = true;
        lid.append(bestand.name);
        const stap = (d) => () => {
          verplaats(plek, plek + d);
          lijst.children[plek + d].querySelector("button:not(:disabled)").focus();
        };
        lid.append(knop("↑", "omhoog", bestand.name, stap(-1), plek === 0));
        lid.append(knop("↓", "omlaag", bestand.name, stap(1), plek === bestanden.length - 1));
        lid.addEventListener("dragstart", () => (gesleept = plek));
        lid.addEventListener("dragover", (gebeurtenis) => gesleept !== null && gebeurtenis.preventDefault());
        lid.addEventListener("drop", (gebeurtenis) => {
          if (gesleept === null) return;
          gebeurtenis.preventDefault();
          gebeurtenis.stopPropagation();
          verplaats(gesleept, plek);
          gesleept = null;
        });
        return lid;
      }),
    );
  };
  volgorde.value = "naam";
  vak.hidden = bestanden.length < 2;
  teken();
};
document.addEventListener("change", (gebeurtenis) => {
  if (gebeurtenis.target.matches?.("[data-volgorde]")) opVolgorde(gebeurtenis.target);
});
