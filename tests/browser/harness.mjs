// What every browser test stands on: a fresh profile for each test, and a test that fails by itself on any page error,
// console error, broken content policy, or request to another origin.
//
// `cargo xtask test --only browser` builds the app, serves it and sets:
//   THROUGHLINE_URL     where it is            THROUGHLINE_DIST    the folder it is served from
//   THROUGHLINE_XTASK   the program that serves, for tests that need a server of their own
//   THROUGHLINE_RELAY   the relay's program      CHROMIUM            the browser (else /usr/bin/chromium)
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after } from 'node:test';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);

export const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/** How long anything may take before a test gives up: long enough for a busy machine. */
export const PATIENCE_MS = 20_000;

/** When every test begins, a Tuesday morning in the time zone of its profiles: what a test says of days holds whenever it is run. */
export const START = new Date('2026-11-24T09:30:00+01:00');

export const appUrl = () => told('THROUGHLINE_URL');
export const dist = () => told('THROUGHLINE_DIST');

export function told(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests by \`cargo xtask test --only browser\`.`);
  return value;
}

let launched;
/** One browser for a test file; profiles, not browsers, keep tests apart. */
export async function browser() {
  launched ??= chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
  return launched;
}
// Said here, outside any test: the hook then belongs to the whole file.
after(async () => (await launched)?.close());

/**
 * A fresh profile that is closed, and judged, when the test ends. `options` are Playwright's context options;
 * `tolerate` lists patterns of troubles that this very test is about; `now`: its clock is that of the machine, which a relay has too.
 */
export async function freshContext(t, { tolerate = [], now = false, ...options } = {}) {
  const context = await (await browser()).newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin', ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const troubles = [];
  let giveUp;
  // Rejected soon after the first trouble: long enough for the next ones to be told along with it.
  context.troubled = new Promise((_, reject) => (giveUp = () => setTimeout(() => reject(new Error(troubles.join('\n'))), 300)));
  context.troubled.catch(() => {});
  const note = (text) => {
    if (tolerate.some((pattern) => pattern.test(text))) return;
    troubles.push(text);
    giveUp();
  };
  const own = new Set([new URL(appUrl()).origin]);
  context.allowOrigin = (url) => own.add(new URL(url).origin);
  // Only the calendar is moved: time passes as it does.
  await context.addInitScript((ahead) => {
    const RealDate = Date;
    const now = () => RealDate.now() + ahead;
    globalThis.Date = new Proxy(RealDate, {
      construct: (real, args, target) => Reflect.construct(real, args.length ? args : [now()], target),
      apply: () => new Date().toString(),
      get: (real, key) => (key === 'now' ? now : Reflect.get(real, key)),
    });
  }, now ? 0 : START.getTime() - Date.now());
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`content policy: ${event.violatedDirective} refused ${event.blockedURI || 'inline'} (${event.sourceFile}:${event.lineNumber})`);
    });
  });
  context.on('weberror', (event) => note(`page error: ${event.error().stack ?? event.error()}`));
  context.on('console', (message) => {
    if (message.type() === 'error') note(`console error: ${message.text()} (${message.location().url})`);
  });
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(https?|wss?):$/.test(url.protocol) && !own.has(url.origin)) note(`request to another origin: ${url.href}`);
  });
  t.after(async () => {
    await context.close();
    if (troubles.length) throw new Error(troubles.join('\n'));
  });
  return context;
}

/** The app's own heading. The page has one before the app has started, so that nothing moves; that one does not count. */
export const heading = (page) => page.locator('h1:not(#waiting h1)').first();

/** The app, started and showing its heading, in a fresh profile unless `context` brings one. */
export async function openApp(t, { context, url = appUrl(), path = '', ...options } = {}) {
  context ??= await freshContext(t, options);
  context.allowOrigin(url);
  const page = await context.newPage();
  // As a person does: not while the page still says that it is saving.
  const reload = page.reload.bind(page);
  page.reload = async (...options) => {
    await page.waitForFunction(() => document.querySelector('.saved')?.dataset.state !== 'saving');
    return reload(...options);
  };
  await page.goto(new URL(path, url).href);
  await Promise.race([heading(page).waitFor(), context.troubled]);
  return page;
}

/** Waits until the app can open without a network: the service worker holds a whole version and is in charge. */
export async function offlineReady(page) {
  await page.waitForFunction(
    () => document.documentElement.dataset.offline === 'ready' && navigator.serviceWorker.controller !== null,
    null,
    { timeout: PATIENCE_MS },
  );
}

/** Fails on what axe calls serious or critical, naming each element. `rules` may switch single rules off. */
export async function axe(page, { within, rules = {} } = {}) {
  // Evaluated by the debugger, so the page's content policy has no say in it.
  await page.evaluate(`if (!window.axe) { ${readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')} }`);
  // What is still fading in has not the colours a person reads: axe looks when all that ends has ended.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity)
        .map((animation) => animation.finished.catch(() => {})),
    ).then(() => {}),
  );
  const violations = await page.evaluate(
    async ([within, rules]) => (await window.axe.run(within ?? document, { rules, resultTypes: ['violations'] })).violations,
    [within, rules],
  );
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  if (grave.length) {
    const lines = grave.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${help}\n  ${target}\n  ${failureSummary}`));
    throw new Error(`axe found ${grave.length} serious or critical violations:\n${lines.join('\n')}`);
  }
}

/** A server of this test's own, which it may stop and start again on the same port. */
export async function serve(t, { dir = dist(), port = 0, subPath = '/' } = {}) {
  const child = spawn(told('THROUGHLINE_XTASK'), ['serve', '--dir', dir, '--port', String(port), '--sub-path', subPath], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  t.after(stop);
  const url = await new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const found = /http:\S+/.exec(text);
      if (found) resolve(found[0]);
    });
    ended.then((code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { url, port: Number(new URL(url).port), stop };
}
