// A form of choices shows what they lead to as soon as one is made, and keeps the focus where it was.

export default function resubmit(form) {
  const mark = `focus:${location.pathname}`;
  form.addEventListener("change", (event) => {
    sessionStorage.setItem(mark, `${event.target.name}=${event.target.value}`);
    form.requestSubmit();
  });
  const [name, value] = (sessionStorage.getItem(mark) ?? "").split("=");
  sessionStorage.removeItem(mark);
  if (name) [...form.querySelectorAll("input")].find((one) => one.name === name && one.value === value)?.focus({ preventScroll: true });
}
