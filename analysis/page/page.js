"use strict";
// Sort a table by a column when its head is pressed, and copy a table as tab-separated text.
for (const table of document.querySelectorAll("table")) {
  const body = table.tBodies[0];
  table.querySelectorAll("thead th").forEach((head, place) => {
    head.querySelector("button").addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      table.querySelectorAll("thead th").forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => row.cells[place].textContent.trim();
      const size = (row) => parseFloat(key(row).replace("−", "-"));
      const compare = (one, other) => size(one) - size(other) || key(one).localeCompare(key(other), "en");
      [...body.rows].sort((one, other) => (down ? -compare(one, other) : compare(one, other))).forEach((row) => body.append(row));
    });
  });
  const copy = document.querySelector(`button[data-copies="${table.id}"]`);
  copy.addEventListener("click", async () => {
    const text = [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()).join("\t")).join("\n");
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    copy.nextElementSibling.textContent = "Copied.";
  });
}
window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
