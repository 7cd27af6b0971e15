// A server of automerge-repo as its authors run theirs: its WebSocket adapter, files in a folder, and no document told to whoever has not
// asked for it. It waits longer than the usual five seconds for a sign of life: devices that share its cores may be late.
// Usage: node automerge-repo-server.mjs FOLDER; it prints its port.

import { Repo } from "@automerge/automerge-repo";
import { WebSocketServerAdapter } from "@automerge/automerge-repo-network-websocket";
import { NodeFSStorageAdapter } from "@automerge/automerge-repo-storage-nodefs";
import { WebSocketServer } from "ws";
import { answerCollector } from "./collector.mjs";

const KEEP_ALIVE_MS = 60_000;

const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
new Repo({
  network: [new WebSocketServerAdapter(server, KEEP_ALIVE_MS)],
  storage: new NodeFSStorageAdapter(process.argv[2]),
  peerId: "server",
  sharePolicy: async () => false,
});
answerCollector();
server.on("listening", () => console.log(server.address().port));
