// Going back to a list returns to the row that was opened: its address is kept in the history entry that is left.

export default function returning(list) {
  list.addEventListener("click", (event) => {
    const row = event.target.closest("a") && event.target.closest("[id]");
    if (row && list.contains(row)) history.replaceState(history.state, "", `#${row.id}`);
  });
  const row = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (row && list.contains(row)) row.querySelector("a").focus();
}
