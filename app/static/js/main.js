// Starts the behaviours that a page asks for: data-module="name" loads modules/name.js and calls it with the element.

for (const element of document.querySelectorAll("[data-module]")) {
  for (const name of element.dataset.module.split(" ")) {
    import(`./modules/${name}.js`).then((module) => module.default(element));
  }
}
