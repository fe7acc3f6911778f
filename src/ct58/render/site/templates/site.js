// Sorting, filtering and searching of the tables; what is chosen stands in the address, so that it can be kept and sent.
// Without it every table is complete and readable.
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

  const slug = (text) => folded(text).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  const keyOf = (cell) => cell.dataset.sort ?? cell.textContent.trim();
  const groupOf = (cell) => cell.dataset.group ?? cell.textContent.trim();

  class Grid {
    constructor(box, place) {
      this.prefix = place ? `${place + 1}.` : ""; // of its names in the address, where a page has several tables
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
      this.recall();
    }

    // What the address says of this table: search, filters by the column's name, order.
    recall() {
      const asked = new URLSearchParams(location.hash.slice(1));
      const said = (name) => asked.get(this.prefix + name) ?? "";
      if (this.search) this.search.value = said("q");
      for (const [title, , select] of this.filters) {
        const option = [...select.options].find((one) => one.value && slug(one.value) === said(slug(title)));
        select.value = option ? option.value : "";
      }
      const [, name, sign] = said("sort").match(/^(.+?)(-desc)?$/) ?? [];
      const order = this.orders.find(([, title]) => slug(title) === name);
      if (order) this.sort(order[0], sign ? -1 : 1, false);
      if (this.count) this.filter();
    }

    remember() {
      const asked = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
      const say = (name, value) => (value ? asked.set(this.prefix + name, value) : asked.delete(this.prefix + name));
      if (this.search) say("q", this.search.value.trim());
      for (const [title, , select] of this.filters) say(slug(title), slug(select.value));
      const [title, sign] = this.sorted ?? [];
      say("sort", title && slug(title) + sign);
      history.replaceState(null, "", `#${asked}`);
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

    sort(column, direction, isChosen = true) {
      const isNumber = "number" in this.heads[column].dataset;
      const compare = isNumber ? (a, b) => Number(a) - Number(b) : collator.compare;
      const place = new Map(this.rows.map((row, index) => [row, index]));
      const keys = new Map(this.rows.map((row) => [row, this.key(row.cells[column], isNumber)]));
      const sorted = [...this.rows].sort(
        (a, b) => {
          const [one, other] = [keys.get(a), keys.get(b)];
          if (one === null || other === null) return (one === null) - (other === null) || place.get(a) - place.get(b);
          return direction * compare(one, other) || place.get(a) - place.get(b);
        },
      );
      this.body.append(...(direction ? sorted : this.rows));
      this.heads.forEach((head, index) => {
        if (index === column && direction) head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
        else head.removeAttribute("aria-sort");
      });
      if (this.count) this.filter();
      if (this.order) this.order.value = direction ? `${column} ${direction}` : "";
      const title = (this.orders.find(([place]) => place === column) ?? [])[1];
      this.sorted = direction ? [title, direction < 0 ? "-desc" : ""] : null;
      if (isChosen) this.remember();
    }

    // What a row is sorted by; null where nothing stands there, which comes last whichever way.
    key(cell, isNumber) {
      const key = keyOf(cell);
      return !key || key === "–" || (isNumber && Number.isNaN(Number(key))) ? null : key;
    }

    tools() {
      const box = make("div", { className: "tools" });
      this.search = make("input", { type: "search", autocomplete: "off" });
      this.search.addEventListener("input", () => this.choose());
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
      select.addEventListener("change", () => this.choose());
      this.filters.push([title, column, select]);
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

    choose() {
      this.filter();
      this.remember();
    }

    filter() {
      const asked = folded(this.search.value).split(/\s+/).filter(Boolean);
      let found = 0;
      for (const row of this.body.rows) {
        const fits =
          asked.every((word) => this.texts.get(row).includes(word)) &&
          this.filters.every(([, column, select]) => !select.value || groupOf(row.cells[column]) === select.value);
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

  const grids = [...document.querySelectorAll(".grid")].map((box, place) => new Grid(box, place));
  addEventListener("hashchange", () => grids.forEach((grid) => grid.recall()));

  // The search in the head leads to the page that lists everything.
  const seek = make("input", { type: "search", autocomplete: "off", placeholder: words.wordEverywhere, id: "seek" });
  seek.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && seek.value.trim()) location.assign(`${words.search}#${new URLSearchParams({ q: seek.value.trim() })}`);
  });
  if (words.search) document.querySelector(".seek").append(make("label", { htmlFor: "seek" }, words.wordEverywhere), seek);
})();
