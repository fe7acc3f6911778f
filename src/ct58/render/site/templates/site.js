// Sorting and filtering of the tables. Without it every table is complete and readable.
"use strict";

(() => {
  const words = document.body.dataset;
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const folded = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

  const LIMIT = 50; // rows that are shown at first; print and pages without scripts have them all

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  let fields = 0;
  const field = (className, title, control) => {
    control.id = `field-${++fields}`;
    return make("div", { className: `field ${className}` }, make("label", { htmlFor: control.id }, title), control);
  };

  const keyOf = (cell) => cell.dataset.sort ?? cell.textContent.trim();
  const groupOf = (cell) => cell.dataset.group ?? cell.textContent.trim();

  class Grid {
    constructor(box) {
      this.table = box.querySelector("table");
      this.body = this.table.tBodies[0];
      this.heads = [...this.table.tHead.rows[0].cells];
      this.rows = [...this.body.rows];
      this.texts = new Map(this.rows.map((row) => [row, folded(row.textContent)]));
      this.limit = LIMIT;
      this.orders = [];
      this.filters = [];
      if (this.rows.length > 1 && !box.classList.contains("ordered")) this.addSorting();
      if (!box.classList.contains("small")) box.prepend(this.tools());
    }

    addSorting() {
      this.heads.forEach((head, column) => {
        const title = head.textContent.trim();
        if (!title) return;
        const button = make("button", { type: "button" }, ...head.childNodes);
        button.addEventListener("click", () => this.sort(column, head.getAttribute("aria-sort") === "ascending" ? -1 : 1));
        head.append(button);
        this.orders.push([column, title]);
      });
    }

    sort(column, direction) {
      const isNumber = "number" in this.heads[column].dataset;
      const compare = isNumber ? (a, b) => Number(a) - Number(b) : collator.compare;
      const place = new Map(this.rows.map((row, index) => [row, index]));
      const keys = new Map(this.rows.map((row) => [row, this.key(row.cells[column], isNumber)]));
      const sorted = [...this.rows].sort(
        (a, b) => direction * compare(keys.get(a), keys.get(b)) || place.get(a) - place.get(b),
      );
      this.body.append(...(direction ? sorted : this.rows));
      this.heads.forEach((head, index) => {
        if (index === column && direction) head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
        else head.removeAttribute("aria-sort");
      });
      if (this.count) this.filter();
      if (this.order) this.order.value = direction ? `${column} ${direction}` : "";
    }

    key(cell, isNumber) {
      const key = keyOf(cell);
      return isNumber && Number.isNaN(Number(key)) ? "-1" : key;
    }

    tools() {
      const box = make("div", { className: "tools" });
      this.search = make("input", { type: "search", autocomplete: "off" });
      this.search.addEventListener("input", () => this.filter());
      box.append(field("find", words.wordSearch, this.search));
      this.heads.forEach((head, column) => {
        if ("filter" in head.dataset) this.addFilter(box, column, head.textContent.trim());
      });
      if (this.orders.length) box.append(this.orderBox());
      this.count = make("output", {});
      this.rest = make("button", { type: "button", className: "rest" });
      this.rest.addEventListener("click", () => this.showAll());
      box.append(make("div", { className: "status" }, this.count, this.rest));
      this.filter();
      return box;
    }

    addFilter(box, column, title) {
      const groups = [...new Set(this.rows.map((row) => groupOf(row.cells[column])))];
      if (groups.length < 2) return;
      const select = make("select", {}, make("option", { value: "" }, words.wordAll));
      select.append(...groups.map((group) => make("option", { value: group }, group)));
      select.addEventListener("change", () => this.filter());
      this.filters.push([column, select]);
      box.append(field("", title, select));
    }

    orderBox() {
      this.order = make("select", {}, make("option", { value: "" }, words.wordGiven));
      for (const [column, title] of this.orders) {
        this.order.append(make("option", { value: `${column} 1` }, `${title} ↑`));
        this.order.append(make("option", { value: `${column} -1` }, `${title} ↓`));
      }
      this.order.addEventListener("change", () => {
        const [column, direction] = (this.order.value || "0 0").split(" ").map(Number);
        this.sort(column, direction);
      });
      return field("order", words.wordSort, this.order);
    }

    showAll() {
      this.limit = Infinity;
      this.filter();
      this.search.focus();
    }

    filter() {
      const asked = folded(this.search.value).split(/\s+/).filter(Boolean);
      let found = 0;
      for (const row of this.body.rows) {
        const fits =
          asked.every((word) => this.texts.get(row).includes(word)) &&
          this.filters.every(([column, select]) => !select.value || groupOf(row.cells[column]) === select.value);
        found += fits;
        row.hidden = !fits;
        row.classList.toggle("later", fits && found > this.limit);
      }
      this.say(found);
    }

    say(found) {
      const shown = Math.min(found, this.limit);
      const text = words.wordShown.replace("{shown}", shown).replace("{total}", this.rows.length);
      this.count.textContent = found ? text : words.wordNone;
      this.rest.textContent = words.wordMore.replace("{total}", found);
      this.rest.hidden = found <= this.limit;
    }
  }

  document.querySelectorAll(".grid").forEach((box) => new Grid(box));
})();
