// How long people wait: `cargo xtask bench` builds the release app, serves it, and runs this.
//   node bench.mjs URL OUT.json
// For practices of 200, 2,000 and 10,000 clients (tests/src/bin/practice.rs): first paint and a usable board, on a first visit and on a
// warm one; from a drop to the painted card; the audit; the longest task on the main thread; the heap. And documents: see bench-papers.mjs. Medians of several runs.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { papers } from './bench-papers.mjs';

const [url, out] = process.argv.slice(2);
if (!url || !out) {
  console.error('usage: node bench.mjs URL OUT.json');
  process.exit(2);
}
const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];
const SIZES = (process.env.THROUGHLINE_BENCH_SIZES ?? '200,2000,10000').split(',').map(Number).filter(Boolean);
const ENTRIES = 5_015;
const RUNS = Number(process.env.THROUGHLINE_BENCH_RUNS ?? 5);
const workspace = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const scratch = mkdtempSync(path.join(tmpdir(), 'throughline-bench-'));

const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
};
const spread = (numbers) => ({ median: median(numbers), least: Math.min(...numbers), most: Math.max(...numbers) });

/** The journal of a practice of so many clients, each with so many changes. */
function practice(count, changes = 50) {
  const file = path.join(scratch, `${count}-${changes}.practice`);
  if (!existsSync(file)) {
    console.error(`▸ making a practice: ${count} × ${changes} changes`);
    execFileSync('cargo', ['run', '--quiet', '--profile', 'tool', '--package', 'throughline-tests', '--bin', 'practice', '--', String(count), file, String(changes)], {
      cwd: workspace,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  }
  return file;
}

/** Before anything of the page runs: notes when cards are first in the page and painted, and every long task. */
const WATCH = () => {
  window.__bench = { tasks: [] };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.__bench.tasks.push({ start: entry.startTime, ms: entry.duration });
  }).observe({ type: 'longtask', buffered: true });
  const look = () => {
    if (document.querySelector('.board .card-name') && !window.__bench.usable) {
      window.__bench.usable = -1;
      // The frame in which the cards stand has been painted when the next one begins.
      requestAnimationFrame(() => requestAnimationFrame(() => (window.__bench.usable = performance.now())));
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
};

async function fill(page, count, file) {
  const bytes = readFileSync(file);
  // Past the service worker: it would ask the real server for this file.
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setBypassServiceWorker', { bypass: true });
  await page.route('**/bench.practice', (route) => route.fulfill({ body: bytes, contentType: 'application/octet-stream' }));
  await page.evaluate(async () => {
    const whole = await (await fetch('./bench.practice')).arrayBuffer();
    const view = new DataView(whole);
    const database = await new Promise((resolve, reject) => {
      const opening = indexedDB.open('throughline');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    let at = 4;
    const part = () => {
      const length = view.getUint32(at, true);
      const bytes = new Uint8Array(whole.slice(at + 4, at + 4 + length));
      at += 4 + length;
      return bytes;
    };
    const clients = view.getUint32(0, true);
    for (let done = 0; done < clients; ) {
      const transaction = database.transaction(['journal', 'rows', 'texts'], 'readwrite');
      for (const end = Math.min(done + 500, clients); done < end; done++) {
        const id = new TextDecoder().decode(new Uint8Array(whole, at, 36));
        at += 36;
        transaction.objectStore('journal').add({ doc: id, bytes: part() }, done + 1);
        transaction.objectStore('rows').put(part(), id);
        transaction.objectStore('texts').put(part(), id);
      }
      await new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error);
      });
    }
    database.close();
  });
  await page.unroute('**/bench.practice');
  console.error(`▸ ${count} clients are in the browser`);
}

/** Opens the board and says when it was painted and usable. */
async function open(context) {
  const page = await context.newPage();
  await page.addInitScript(WATCH);
  await page.goto(new URL('#/board', url).href);
  await page.waitForFunction(() => window.__bench.usable > 0, null, { timeout: 120_000 });
  const seen = await page.evaluate(() => ({
    firstPaint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
    usable: window.__bench.usable,
  }));
  return { page, seen };
}

/** Drags the first card of one lane to the next and says how long after the drop it was painted there. */
async function drop(page, from, to) {
  await page.evaluate(
    ([from, to]) => {
      const card = document.querySelector(`#lane-${from} .card`);
      const id = card.querySelector('.card-name').id;
      window.__bench.drop = null;
      window.__bench.tasks = [];
      document.addEventListener(
        'drop',
        () => {
          const began = performance.now();
          const look = () => {
            if (!document.getElementById(id)?.closest(`#lane-${to}`)) return requestAnimationFrame(look);
            // In the page: painted when the next frame begins.
            requestAnimationFrame(() => (window.__bench.drop = performance.now() - began));
          };
          requestAnimationFrame(look);
        },
        { once: true, capture: true },
      );
    },
    [from, to],
  );
  const card = page.locator(`#lane-${from} .card`).first();
  await card.dragTo(page.locator(`#lane-${to}`), { targetPosition: { x: 40, y: 200 } });
  await page.waitForFunction(() => window.__bench.drop !== null, null, { timeout: 60_000 });
  await page.waitForTimeout(300);
  return page.evaluate(() => ({ painted: window.__bench.drop, longest: Math.max(0, ...window.__bench.tasks.map((task) => task.ms)) }));
}

/** Opens Find, waits until everything is gathered, and types; each key until its results are painted. */
async function find(page, words) {
  await page.keyboard.press('Control+k');
  await page.locator('#find').waitFor();
  const begun = Date.now();
  await page.locator('#find').fill('called');
  await page.waitForFunction(() => /^[0-9]+ results\.$/.test(document.querySelector('.finder-foot [role=status]').textContent), null, { timeout: 120_000, polling: 50 });
  const gathered = Date.now() - begun;
  const keys = await page.evaluate(async (words) => {
    const box = document.getElementById('find');
    const painted = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const answered = () => new Promise((resolve) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = resolve;
      channel.port2.postMessage(null);
    });
    const spent = [];
    for (const word of words) {
      for (let end = 1; end <= word.length; end++) {
        box.value = word.slice(0, end);
        await painted();
        const began = performance.now();
        box.dispatchEvent(new Event('input', { bubbles: true }));
        await answered();
        // Lays out what was just put into the page.
        document.querySelector('.finder').getBoundingClientRect();
        spent.push(performance.now() - began);
      }
    }
    return spent;
  }, words);
  await page.keyboard.press('Escape');
  return { gathered, keys };
}

/**
 * A record with a long history: from the press on its card to the painted history, when the record was not open yet and when it was;
 * the longest task while it is scrolled through and all of it is shown; each key of a note, and the keeping of it.
 */
async function record(context) {
  const painted = (page) =>
    page.evaluate(async () => {
      window.__bench.tasks = [];
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const began = performance.now();
      document.querySelector('.card-name').click();
      while (document.querySelectorAll('.log .entry').length < 40) await frame();
      // In the page: painted when the next frame begins.
      await frame();
      return performance.now() - began;
    });
  const longest = async (page) => {
    await page.waitForTimeout(300);
    return page.evaluate(() => Math.max(0, ...window.__bench.tasks.map((task) => task.ms)));
  };
  const seen = { first: [], again: [], longestOpen: [], longestScroll: [], keys: [], longestKeep: [] };
  for (let run = 0; run < RUNS; run++) {
    const { page } = await open(context);
    seen.first.push(await painted(page));
    await page.waitForTimeout(500);
    for (let again = 0; again < 3; again++) {
      await page.evaluate(() => (location.hash = '#/board'));
      await page.locator('.card-name').waitFor();
      await page.waitForTimeout(200);
      seen.again.push(await painted(page));
      seen.longestOpen.push(await longest(page));
    }
    await page.evaluate(() => (window.__bench.tasks = []));
    for (let more = 0; more < 5; more++) {
      await page.locator('button.more').last().scrollIntoViewIfNeeded();
      await page.locator('button.more').last().click();
      for (let wheel = 0; wheel < 10; wheel++) await page.mouse.wheel(0, 900);
    }
    seen.longestScroll.push(await longest(page));
    await page.evaluate(() => (window.__bench.tasks = []));
    const keys = await page.evaluate(async () => {
      const box = document.querySelector('textarea');
      const spent = [];
      box.focus();
      for (const letter of 'They called; we agreed on Friday.') {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const began = performance.now();
        box.value += letter;
        box.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise((resolve) => {
          const channel = new MessageChannel();
          channel.port1.onmessage = resolve;
          channel.port2.postMessage(null);
        });
        box.getBoundingClientRect();
        spent.push(performance.now() - began);
      }
      return spent;
    });
    seen.keys.push(...keys);
    await page.keyboard.press('Control+Enter');
    await page.locator('.entry', { hasText: 'They called; we agreed on Friday.' }).first().waitFor();
    seen.longestKeep.push(await longest(page));
    await page.close();
  }
  return Object.fromEntries(Object.entries(seen).map(([key, all]) => [key, spread(all.map(Math.round))]));
}

/** How long it takes to find what the day asks for: of every client, and again after one of them changed. As the page itself measured it. */
async function today(page) {
  const measured = () => page.evaluate(() => performance.getEntriesByName('today', 'measure')[0].duration);
  const first = [], again = [];
  for (let run = 0; run < RUNS; run++) {
    await page.evaluate(() => (location.hash = '#/today'));
    await page.locator('.agenda-line').first().waitFor();
    first.push(await measured());
    const lines = await page.locator('.agenda-line[data-done]').count();
    await page.locator('.agenda-line button:has(.agenda-box)').first().click();
    await page.waitForFunction((lines) => document.querySelectorAll('.agenda-line[data-done]').length > lines, lines);
    again.push(await measured());
    await page.evaluate(() => (location.hash = '#/board'));
    await page.locator('.card-name').first().waitFor();
  }
  return { first, again };
}

/** From the press on its address to the whole audit, and the longest task meanwhile: it is found in slices. */
async function audit(page) {
  await page.evaluate(() => {
    window.__bench.tasks = [];
    window.__bench.audit = performance.now();
    location.hash = '#/audit';
  });
  await page.locator('.audit-hit').first().waitFor({ timeout: 120_000 });
  const foundMs = await page.evaluate(() => performance.now() - window.__bench.audit);
  await page.waitForTimeout(300);
  const longestMs = await page.evaluate(() => Math.max(0, ...window.__bench.tasks.map((task) => task.ms)));
  return { foundMs: Math.round(foundMs), longestMs: Math.round(longestMs) };
}

const results = [];
let longRecord = null, paper = null;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
try {
  const filled = async (count, changes) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const first = await context.newPage();
    await first.goto(url);
    await first.waitForFunction(() => document.documentElement.dataset.offline === 'ready', null, { timeout: 60_000 });
    await first.locator('h1:not(#waiting h1)').first().waitFor();
    await fill(first, count, practice(count, changes));
    await first.close();
    return context;
  };
  const took = await papers(browser, url, RUNS);
  const rounded = (all) => spread(all.map((one) => Math.round(one * 10) / 10));
  paper = { pdfFirstMs: rounded(took.first), pdfLaterMs: rounded(took.later), pdfHundredMs: rounded(took.hundred), sentenceKeyMs: rounded(took.key) };
  const long = await filled(1, ENTRIES);
  longRecord = await record(long);
  await long.close();
  for (const count of SIZES) {
    const file = practice(count);
    const cold = [], warm = [], drops = [], longestOpen = [], longestDrop = [];
    let heap = null, found = null, day = null, leaks = null;
    const context = await filled(count);
    for (let run = 0; run < RUNS; run++) {
      const { page, seen } = await open(context);
      warm.push(seen);
      longestOpen.push(await page.evaluate(() => Math.max(0, ...window.__bench.tasks.map((task) => task.ms))));
      if (run === RUNS - 1) {
        // The first drop opens a document; all of them count.
        for (const [from, to] of [['attraction', 'onboarding'], ['onboarding', 'delivery'], ['delivery', 'communication'], ['communication', 'retention'], ['retention', 'offboarding']]) {
          const { painted, longest } = await drop(page, from, to);
          drops.push(painted);
          longestDrop.push(longest);
        }
        found = await find(page, ['agreed bakery', 'amber', '12.']);
        day = await today(page);
        leaks = await audit(page);
        const session = await context.newCDPSession(page);
        const usage = await session.send('Runtime.getHeapUsage');
        heap = { js: usage.usedSize, backing: usage.backingStorageSize ?? null, embedder: usage.embedderHeapUsedSize ?? null };
      }
      await page.close();
    }
    // A first visit has no data yet; what is cold is the code: no cache, no worker. So the data is kept and the code is not.
    for (let run = 0; run < RUNS; run++) {
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      await session.send('Network.enable');
      await session.send('Network.setBypassServiceWorker', { bypass: true });
      await session.send('Network.clearBrowserCache');
      await session.send('Network.setCacheDisabled', { cacheDisabled: true });
      await page.addInitScript(WATCH);
      await page.goto(new URL('#/board', url).href);
      await page.waitForFunction(() => window.__bench.usable > 0, null, { timeout: 120_000 });
      cold.push(await page.evaluate(() => ({ firstPaint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null, usable: window.__bench.usable })));
      await page.close();
    }
    await context.close();
    const of = (seen, key) => spread(seen.map((one) => Math.round(one[key])));
    results.push({
      clients: count,
      bytes: readFileSync(file).length,
      cold: { firstPaintMs: of(cold, 'firstPaint'), usableMs: of(cold, 'usable') },
      warm: { firstPaintMs: of(warm, 'firstPaint'), usableMs: of(warm, 'usable') },
      dropToPaintMs: spread(drops.map(Math.round)),
      longestTaskMs: { open: spread(longestOpen.map(Math.round)), drop: spread(longestDrop.map(Math.round)) },
      todayMs: { first: rounded(day.first), again: rounded(day.again) },
      find: { gatheredMs: found.gathered, keyMs: spread(found.keys.map(Math.round)) },
      audit: leaks,
      heapBytes: heap,
    });
  }
} finally {
  await browser.close();
  rmSync(scratch, { recursive: true, force: true });
}
writeFileSync(out, JSON.stringify({ practices: results, record: { entries: ENTRIES, ...longRecord }, papers: paper }, null, 2));
const cell = (text, width) => String(text).padStart(width);
const shown = ({ median, least, most }) => `${median} (${least}–${most})`;
const columns = ['clients', 'cold paint', 'cold board', 'warm paint', 'warm board', 'drop to paint', 'longest, open', 'longest, drop', 'find, gather', 'find, a key', 'today, first', 'today, again', 'audit', 'longest, audit', 'JS heap MB', 'WASM MB'];
console.log(columns.map((name) => cell(name, 17)).join(''));
for (const { clients, cold, warm, dropToPaintMs, longestTaskMs, find, todayMs, audit, heapBytes } of results) {
  const mb = (bytes) => (bytes === null ? '–' : (bytes / 1048576).toFixed(1));
  const row = [clients, shown(cold.firstPaintMs), shown(cold.usableMs), shown(warm.firstPaintMs), shown(warm.usableMs), shown(dropToPaintMs),
    shown(longestTaskMs.open), shown(longestTaskMs.drop), find.gatheredMs, shown(find.keyMs), shown(todayMs.first), shown(todayMs.again), audit.foundMs, audit.longestMs, mb(heapBytes.js), mb(heapBytes.backing)];
  console.log(row.map((text) => cell(text, 17)).join(''));
}
console.log(`a record of some ${ENTRIES} changes: opened first ${shown(longRecord.first)}, again ${shown(longRecord.again)}, longest task ${shown(longRecord.longestOpen)}; scrolled, longest task ${shown(longRecord.longestScroll)}; a key of a note ${shown(longRecord.keys)}, longest task as it is kept ${shown(longRecord.longestKeep)}`);
console.log(`a PDF: the first of a page ${shown(paper.pdfFirstMs)}, later ones ${shown(paper.pdfLaterMs)}, a hundred in one ZIP ${shown(paper.pdfHundredMs)}; a key of a sentence, read and shown ${shown(paper.sentenceKeyMs)}`);
console.log(`milliseconds: median (least–most) of ${RUNS} runs; drops: five in a row, each in another lane`);
