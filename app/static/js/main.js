// Starts the behaviours that a page asks for: data-module="name" loads modules/name.js and calls it with the element.

export function start(root) {
  for (const element of root.querySelectorAll("[data-module]")) {
    for (const name of element.dataset.module.split(" ")) {
      import(`./modules/${name}.js`).then((module) => {
        module.default(element);
        element.dataset.ready = "yes"; // tests wait for it
      });
    }
  }
}

start(document);
