// Registers the service worker and tells the page about it. The page talks to it by events on `window`, and because
// the page may start listening late, by attributes of <html> that say the same:
//
//   'throughline-offline-ready'   the app now opens without a network    <html data-offline="ready">
//   'throughline-update-ready'    a new version waits                    <html data-update="ready">
//   'throughline-update-accept'   sent by the page once its user agreed: the new version takes over and the page reloads
(() => {
  'use strict';
  // Only a finished build carries this mark; in development there is no service worker.
  if (!document.querySelector('meta[name="throughline-build"]') || !('serviceWorker' in navigator)) return;

  const worker = navigator.serviceWorker;
  const hadController = Boolean(worker.controller);
  let registration;
  let isAccepted = false;
  let isReplaced = false;

  const tell = (what) => {
    document.documentElement.dataset[what] = 'ready';
    window.dispatchEvent(new CustomEvent(`throughline-${what}-ready`));
  };

  // The first version to take over a page changes nothing for it. A later one, accepted in another tab, leaves this page
  // with old code: it is offered the reload, never forced, since something may be half written here.
  worker.addEventListener('controllerchange', () => {
    if (isAccepted) {
      isAccepted = false;
      window.location.reload();
    } else if (hadController) {
      isReplaced = true;
      tell('update');
    }
  });

  window.addEventListener('throughline-update-accept', () => {
    if (isReplaced || !registration?.waiting) {
      window.location.reload();
      return;
    }
    isAccepted = true;
    registration.waiting.postMessage({ type: 'skip-waiting' });
  });

  const follow = (installing) => {
    installing?.addEventListener('statechange', () => {
      // "installed" with a controller means that an older version is in charge and this one waits.
      if (installing.state === 'installed' && worker.controller) tell('update');
    });
  };

  const start = async () => {
    try {
      registration = await worker.register('./sw.js', { updateViaCache: 'none' });
    } catch {
      return; // The app works without; the browser's own console says why.
    }
    if (!registration) return; // Switched off in this browser, which says so in this way.
    if (registration.waiting && worker.controller) tell('update');
    follow(registration.installing);
    registration.addEventListener('updatefound', () => follow(registration.installing));
    await worker.ready;
    tell('offline');
    // What PDFs are made with, once nothing waits for the network any more.
    worker.addEventListener('message', (event) => {
      if (event.data?.type === 'later-ready') tell('later');
    });
    worker.startMessages?.();
    setTimeout(() => registration.active?.postMessage({ type: 'fetch-later' }), 3000);
    // A tab may stay open for weeks: coming back to it looks for a new version, at most once an hour.
    let asked = Date.now();
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState !== 'visible' || !navigator.onLine || Date.now() - asked < 3_600_000) return;
      asked = Date.now();
      registration.update().catch(() => {});
    });
  };

  if (document.readyState === 'complete') start();
  else window.addEventListener('load', start);
})();
