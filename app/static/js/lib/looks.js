// How pages look for a person stands on the root of the page, as the server writes it there (app/web/looks.py).

export const USUAL = { theme: "system", text_size: 17, font: "sans", width: "normal", density: "normal", view: "columns", difference: "inline" };

const { dataset } = document.documentElement;

export const isLook = (name) => name in USUAL;

// What is usual is not written down.
export function wear(name, value) {
  const key = name === "text_size" ? "text" : name;
  if (value === USUAL[name]) delete dataset[key];
  else dataset[key] = value;
}

export const worn = (name) => dataset[name === "text_size" ? "text" : name] ?? USUAL[name];
