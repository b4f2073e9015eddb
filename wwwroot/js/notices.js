// Browser notifications while the page is in the background; only after the user has allowed them.
export const permission = () => 'Notification' in window ? Notification.permission : null;

export const ask = async () => 'Notification' in window ? await Notification.requestPermission() : null;

export function show(title, body, address) {
  if (permission() !== 'granted' || !document.hidden) {
    return;
  }
  const note = new Notification(title, { body });
  note.onclick = () => {
    window.focus();
    window.Blazor?.navigateTo(address);
    note.close();
  };
}
