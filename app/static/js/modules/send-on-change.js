// A form that is sent as soon as something in it is chosen.

export default function sendOnChange(form) {
  form.addEventListener("change", () => form.requestSubmit());
}
