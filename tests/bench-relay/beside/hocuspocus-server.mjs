// A server of Hocuspocus with its extension for databases over files: each document is one file, written beside its place, synced, and renamed.
// Its own extension for SQLite brings a native module, which npm does not install here without running its scripts; SQLite syncs too.
// Usage: node hocuspocus-server.mjs FOLDER; it prints its port.

import { mkdir, open, readFile, rename } from "node:fs/promises";
import path from "node:path";
import { Database } from "@hocuspocus/extension-database";
import { Server } from "@hocuspocus/server";
import { answerCollector } from "./collector.mjs";

const folder = process.argv[2];
await mkdir(folder, { recursive: true });
const place = (name) => path.join(folder, `${name}.yjs`);

async function fetch({ documentName }) {
  return readFile(place(documentName)).catch(() => null);
}

async function store({ documentName, state }) {
  const partial = `${place(documentName)}.partial`;
  const file = await open(partial, "w");
  await file.writeFile(state);
  await file.sync();
  await file.close();
  await rename(partial, place(documentName));
}

const server = Server.configure({
  address: "127.0.0.1",
  port: 0,
  quiet: true,
  stopOnSignals: false,
  extensions: [new Database({ fetch, store })],
});
await server.listen();
answerCollector();
console.log(server.address.port);
