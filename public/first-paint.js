// Before the first paint: the theme chosen on this device, and the place the address names, so that nothing flashes or jumps when
// the app arrives. It only sets two attributes of <html>; without it the page still works.
(() => {
  'use strict';
  const root = document.documentElement;
  try {
    const theme = JSON.parse(localStorage.getItem('throughline.theme'));
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  } catch {
    // No storage, or no theme in it: the system's theme stands.
  }
  root.dataset.place = location.hash.split('/')[1] || 'board';
})();
