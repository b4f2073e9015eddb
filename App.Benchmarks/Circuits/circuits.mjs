// Opens circuits like a browser, acts in them and measures the response time. One line of JSON on stdin is a command, one line on stdout its result.
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";
import { MessagePackHubProtocol } from "@microsoft/signalr-protocol-msgpack";

const openedAtOnce = 4;
const period = 5000; // Milliseconds; each client acts once per period.
const quiet = 500; // Milliseconds without a render batch after which a page is complete.

class Circuit {
  #hub;
  #id;
  #base;
  #cookie;
  #rendered = 0;
  #objects = 0;

  constructor(base, cookie) {
    [this.#base, this.#cookie] = [base, cookie];
  }

  /** Returns milliseconds from the page request to the last render batch. */
  async open(path) {
    const start = performance.now();
    const uri = this.#base + path;
    const { markers, state } = await this.#page(uri);
    this.#hub = this.#connection();
    await this.#hub.start();
    this.#id = await this.#hub.invoke("StartCircuit", this.#base + "/", uri, "[]", state);
    const operations = markers.map((marker, at) => ({ type: "add", ssrComponentId: at + 1, marker }));
    await this.#hub.send("UpdateRootComponents", JSON.stringify({ batchId: 1, operations }), state);
    while (this.#rendered === 0 || performance.now() - this.#rendered < quiet) {
      await sleep(50);
    }

    return this.#rendered - start;
  }

  /** Navigates and returns milliseconds until the last render batch within the period; null if there was none. */
  async go(path, until) {
    const start = performance.now();
    await this.#hub.send("OnLocationChanged", this.#base + path, null, false);
    await sleep(until - performance.now());
    return this.#rendered > start ? this.#rendered - start : null;
  }

  /** Disconnects like a closed tab; otherwise the server would keep the circuit for a reconnect. */
  async close() {
    await fetch(this.#base + "/_blazor/disconnect", { method: "POST", headers: { Cookie: this.#cookie }, body: new URLSearchParams({ circuitId: this.#id }) });
    await this.#hub.stop();
  }

  async #page(uri) {
    const answer = await fetch(uri, { headers: { Cookie: this.#cookie }, redirect: "manual" });
    const html = await answer.text();
    const markers = [...html.matchAll(/<!--Blazor:(\{.*?\})-->/g)].map(([, json]) => JSON.parse(json)).filter(marker => marker.type === "server");
    if (markers.length === 0) {
      throw new Error(`${uri} answered ${answer.status} without components.`);
    }

    return { markers, state: html.match(/<!--Blazor-Server-Component-State:(.*?)-->/)?.[1] ?? "" };
  }

  #connection() {
    const protocol = Object.assign(new MessagePackHubProtocol(), { name: "blazorpack", version: 1 });
    const hub = new HubConnectionBuilder()
      .withUrl(this.#base + "/_blazor", { transport: HttpTransportType.WebSockets, headers: { Cookie: this.#cookie } })
      .withHubProtocol(protocol)
      .configureLogging(LogLevel.Error)
      .build();
    hub.on("JS.RenderBatch", id => {
      this.#rendered = performance.now();
      hub.send("OnRenderCompleted", id, null);
    });
    hub.on("JS.BeginInvokeJS", (call, _name, _args, wanted) => {
      // wanted is the result type: 0 = ignored, 1 = a JS object reference (module import). Other results aren't used.
      const result = wanted === 1 ? { __jsObjectId: ++this.#objects } : null;
      if (call) {
        hub.send("EndInvokeJSFromDotNet", call, true, JSON.stringify([call, true, result]));
      }
    });
    hub.on("JS.Error", message => fail(new Error(message)));
    for (const ignored of ["JS.AttachComponent", "JS.EndInvokeDotNet", "JS.EndUpdateRootComponents"]) {
      hub.on(ignored, () => {});
    }

    return hub;
  }
}

let circuits = [];

const orders = {
  /** Opens the circuits, a few at a time, alternating users and pages. */
  async open({ address, cookies, count, paths }) {
    circuits = Array.from({ length: count }, (_, at) => new Circuit(address, cookies[at % cookies.length]));
    const waiting = [...circuits.entries()];
    const spent = [];
    await Promise.all(Array.from({ length: openedAtOnce }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        spent.push(await next[1].open(paths[next[0] % paths.length]));
      }
    }));
    return spent;
  },

  /** Each client visits the addresses from a different start; the acts are spread evenly over the period. */
  async act({ rounds, paths }) {
    const begin = performance.now();
    const spent = await Promise.all(circuits.map(async (circuit, at) => {
      const mine = [];
      for (let round = 0; round < rounds; round++) {
        const due = begin + round * period + (at / circuits.length) * period;
        await sleep(Math.max(0, due - performance.now()));
        mine.push(await circuit.go(paths[(at * 5 + round) % paths.length], due + period - 50));
      }

      return mine;
    }));
    return spent.flat();
  },

  async close() {
    await Promise.all(circuits.map(circuit => circuit.close()));
    circuits = [];
    return [];
  },
};

function fail(error) {
  console.error(error);
  process.exit(1);
}

for await (const line of createInterface({ input: process.stdin })) {
  const { order, ...details } = JSON.parse(line);
  console.log(JSON.stringify(await orders[order](details).catch(fail)));
}

process.exit(0);
