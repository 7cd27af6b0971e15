// Before its memory is read, a server lets go of what it does not need: whoever measures writes a line, and one comes back. When whoever
// measures is gone, it ends.

import { createInterface } from "node:readline";

export function answerCollector() {
  const asked = createInterface({ input: process.stdin });
  asked.on("line", () => {
    globalThis.gc();
    globalThis.gc();
    console.log("collected");
  });
  asked.on("close", () => process.exit(0));
}
