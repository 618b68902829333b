// Starts the behaviours that a page asks for: data-module="name" loads modules/name.js and calls it with the element.

export function start(root) {
  for (const element of root.querySelectorAll("[data-module]")) {
    for (const name of element.dataset.module.split(" ")) {
      import(`./modules/${name}.js`).then((module) => {
        const started = module.default(element);
        element.dataset.ready = "yes"; // tests wait for it
        return started;
      }).catch((error) => {
        document.documentElement.dataset.failed = name; // the page says so where it matters
        throw error;
      });
    }
  }
}

start(document);
