// A server of automerge-repo as its authors run theirs: its WebSocket adapter, files in a folder, and no document told to whoever has not
// asked for it. Usage: node automerge-repo-server.mjs FOLDER; it prints its port.

import { Repo } from "@automerge/automerge-repo";
import { WebSocketServerAdapter } from "@automerge/automerge-repo-network-websocket";
import { NodeFSStorageAdapter } from "@automerge/automerge-repo-storage-nodefs";
import { WebSocketServer } from "ws";
import { answerCollector } from "./collector.mjs";

const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
new Repo({
  network: [new WebSocketServerAdapter(server)],
  storage: new NodeFSStorageAdapter(process.argv[2]),
  peerId: "server",
  sharePolicy: async () => false,
});
answerCollector();
server.on("listening", () => console.log(server.address().port));
