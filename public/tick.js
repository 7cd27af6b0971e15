// Calls back in so many milliseconds, also for a page that is not in sight: see src/browser/syncing/ticks.rs.
self.onmessage = ({ data }) => setTimeout(() => self.postMessage(data), data);
