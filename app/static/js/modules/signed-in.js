// Tells the window with unsaved text that its person is signed in again, and closes this one.

export default function signedIn() {
  const channel = new BroadcastChannel("stet");
  channel.postMessage("stet-signed-in");
  channel.close();
  if (window.opener) setTimeout(() => window.close(), 300);
}
