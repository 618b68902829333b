// Starts the behaviours that a page asks for: data-module="name" loads modules/name.js and calls it with the element.

export function start(root) {
  for (const element of root.querySelectorAll("[data-module]")) {
    const names = element.dataset.module.split(" ");
    let left = names.length;
    for (const name of names) {
      import(`./modules/${name}.js`).then((module) => {
        const started = module.default(element);
        left -= 1;
        if (left === 0) element.dataset.ready = "yes"; // tests wait for it
        return started;
      }).catch((error) => {
        document.documentElement.dataset.failed = name; // the page says so where it matters
        throw error;
      });
    }
  }
}

start(document);
