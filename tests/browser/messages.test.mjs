// Writing to clients: one sitting for everybody who waits for a word, each draft from its own record; reminders of money; texts of one's own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, freshContext, heading, openApp } from './harness.mjs';
import { addClient, addSample, go, iso, makeDraft, nameSender, openClient, openTab, sentence } from './pages.mjs';

const list = (page) => page.getByRole('navigation', { name: 'To be written' });
const line = (page, text) => list(page).getByRole('button', { name: text });
const text = (page) => page.getByLabel('Text', { exact: true });
const draftOf = (page, name) => page.getByRole('region', { name, exact: true });

/** Links of mail and telephone lead out of the browser: they are read, and not followed. */
const stay = (page) =>
  page.evaluate(() => document.addEventListener('click', (event) => event.target.closest?.('a[href^="mailto:"], a[href^="tel:"]') && event.preventDefault(), true));

test('everybody in one sitting, by the keyboard: each draft is its own client’s, and is kept only once it was sent', async (t) => {
  const page = await openApp(t);
  await addSample(page);
  await go(page, '#/settings/rhythm');
  await page.getByLabel('Updates go out').selectOption('week');
  await page.getByRole('region', { name: 'Updates and answers' }).getByRole('button', { name: 'Save' }).click();
  await page.locator('.toast', { hasText: 'Saved' }).first().waitFor();
  await go(page, '#/messages');
  await list(page).waitFor();
  await stay(page);
  await axe(page);

  // Down the whole list by the keyboard: whose it is, and what stands in it, belong together.
  const count = await list(page).getByRole('button').count();
  assert.ok(count > 4, `${count} to write`);
  const seen = new Map();
  for (let at = 0; at < count; at++) {
    await page.getByText(`${at + 1} of ${count}`).waitFor();
    const name = await page.locator('#draft-h').textContent();
    await text(page).waitFor();
    const body = await text(page).inputValue();
    assert.doesNotMatch(body, /[{}]/);
    assert.equal(await list(page).locator('[aria-current] bdi').textContent(), name);
    seen.set(`${at} ${name}`, body);
    if (at + 1 < count) await page.keyboard.press('Alt+PageDown');
  }
  const whose = new Map();
  for (const [key, body] of seen) {
    const [name, greeting] = [key.replace(/^\d+ /, ''), body.split('\n')[0]];
    assert.equal(whose.get(greeting) ?? name, name, `${greeting} is said to one client only`);
    whose.set(greeting, name);
  }
  assert.ok(whose.size > 3);

  // What is typed stays with its client.
  for (let at = 0; at < count; at++) await page.keyboard.press('Alt+PageUp');
  await text(page).fill('Grüße & Küsse 🙂\nzweite Zeile {nicht} 100 %');
  await page.getByRole('button', { name: 'Next' }).click();
  assert.doesNotMatch(await text(page).inputValue(), /zweite Zeile/);
  await page.getByRole('button', { name: 'Previous' }).click();
  assert.match(await text(page).inputValue(), /zweite Zeile/);

  // The mail has it whole; nothing is kept before somebody says so.
  const mail = page.getByRole('link', { name: 'E-mail' });
  const href = await mail.getAttribute('href');
  assert.match(href, /^mailto:[^?]+\?subject=[^&]+&body=/);
  assert.equal(decodeURIComponent(href.split('&body=')[1]), 'Grüße & Küsse 🙂\r\nzweite Zeile {nicht} 100 %');
  assert.doesNotMatch(href, /\+/);
  await mail.click();
  await page.getByRole('heading', { name: 'Was it sent?' }).waitFor();
  await page.waitForFunction(() => document.activeElement.id === 'sent-yes');
  await axe(page);
  await page.getByRole('button', { name: 'Not yet' }).click();
  await page.getByRole('heading', { name: 'Was it sent?' }).waitFor({ state: 'detached' });
  const name = await page.locator('#draft-h').textContent();
  await mail.click();
  await page.getByRole('button', { name: 'Yes, it was sent' }).click();
  await page.locator('.toast', { hasText: 'Noted' }).waitFor();
  await page.locator('.sitting-line[data-done]', { hasText: name }).waitFor();
  await page.waitForFunction((name) => document.getElementById('draft-h').textContent !== name && document.activeElement.id === 'draft-h', name);
  await page.reload();
  await list(page).waitFor();
  assert.equal(await list(page).getByRole('button').count(), count - 1);
  await openClient(page, name);
  assert.equal(await page.getByText('zweite Zeile {nicht} 100 %').count(), 1, 'the history has it once');
});

test('eight updates one after the other: done, next and needed are those of each client’s own record', async (t) => {
  const page = await openApp(t);
  const clients = [];
  for (const name of ['Acme', 'Globex', 'Initech', 'Umbrella', 'Hooli', 'Stark', 'Wayne', 'Wonka']) {
    await addClient(page, name);
    await openClient(page, name);
    const id = await page.evaluate(() => location.hash.split('/')[2]);
    await openTab(page, 'Work');
    const promises = page.getByRole('region', { name: 'Promises' });
    for (const [side, title] of [['We owe it to them', `Draft for ${name}`], ['They owe it to us', `Texts of ${name}`]]) {
      await promises.getByRole('button', { name: 'Add a promise' }).click();
      await promises.getByLabel('What is promised').fill(title);
      await promises.getByLabel('Who owes it').selectOption({ label: side });
      await promises.getByLabel('Due on').fill(iso(9));
      await promises.getByRole('button', { name: 'Add a promise' }).click();
      await page.locator('.owed-line', { hasText: title }).waitFor();
    }
    clients.push([name, id]);
  }
  // Quicker than records open, and then slowly.
  for (const [, id] of clients) await page.evaluate((id) => (location.hash = `#/messages/${id}`), id);
  for (const [name, id] of clients) {
    await page.evaluate((id) => (location.hash = `#/messages/${id}`), id);
    await draftOf(page, name).waitFor();
    await text(page).waitFor();
    const body = await text(page).inputValue();
    assert.match(body, new RegExp(`Next:\\n– Draft for ${name} \\(by 3 December 2026\\)\\n\\nNeeded from you:\\n– Texts of ${name} \\(by 3 December 2026\\)\\n`));
    for (const [other] of clients) assert.equal(body.includes(other), other === name, `${other} in the update of ${name}`);
  }
});

test('a text too long for a link is copied, and who prefers the phone is called first', async (t) => {
  const context = await freshContext(t);
  await context.addInitScript(() => {
    navigator.share = async (what) => { globalThis.shared = what; };
  });
  const page = await openApp(t, { context });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await addClient(page, 'Acme');
  await openClient(page, 'Acme');
  await openTab(page, 'Details');
  await page.getByRole('button', { name: /^Edit/ }).first().click();
  await page.getByLabel('Agreed channel').selectOption({ label: 'E-mail' });
  await page.locator('.inline-form').getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator('.toast', { hasText: 'Saved' }).first().waitFor();
  await page.getByRole('button', { name: 'Person' }).click();
  const form = page.locator('.inline-form');
  await form.getByLabel('Name', { exact: true }).fill('Ada Lovelace');
  await form.getByLabel('Phone').fill('+49 30 1234');
  await form.getByLabel('E-mail').fill('ada@acme.example');
  await form.getByLabel('Prefers').selectOption({ label: 'Phone' });
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  await page.locator('.person', { hasText: 'Ada Lovelace' }).waitFor();
  await page.getByRole('button', { name: /More/ }).first().click();
  await page.getByRole('link', { name: 'Write a message' }).click();
  const draft = draftOf(page, 'Acme');
  await draft.waitFor();
  await stay(page);
  await draft.getByText('Ada Lovelace prefers phone; with the client you agreed on e-mail.').waitFor();
  assert.match(await text(page).inputValue(), /^Hello Ada,\n/);
  const ways = draft.getByRole('group', { name: 'Send it' });
  assert.deepEqual((await ways.locator('a, button').allTextContents()).slice(0, 4), ['Call', 'E-mail', 'WhatsApp', 'Text message']);
  assert.equal(await ways.getByRole('link', { name: 'Call' }).getAttribute('href'), 'tel:+49301234');
  assert.match(await ways.getByRole('link', { name: 'WhatsApp' }).getAttribute('href'), /^https:\/\/wa\.me\/49301234\?text=Hello%20Ada%2C%0A/);
  await axe(page);
  await draft.getByLabel('Template').selectOption('check_in');
  await page.waitForFunction(() => document.getElementById('d-text').value.includes('some time has passed'));
  await draft.getByLabel('Language, of their documents too').selectOption('de');
  await page.waitForFunction(() => document.getElementById('d-text').value.startsWith('Guten Tag Ada Lovelace,'));

  const long = 'Ünïcödé '.repeat(300).trim();
  await text(page).fill(long);
  await draft.getByText('Too long for a link to your mail').waitFor();
  const mail = ways.getByRole('link', { name: 'E-mail' });
  assert.match(await mail.getAttribute('href'), /&body=$/);
  await mail.click();
  await draft.getByText('Copied', { exact: true }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), long);
  await page.getByRole('button', { name: 'Not yet' }).click();
  await ways.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('heading', { name: 'Was it sent?' }).waitFor();
  assert.equal(await page.evaluate(() => globalThis.shared.text), long);
  await page.getByRole('button', { name: 'Not yet' }).click();
  await ways.getByRole('link', { name: 'Call' }).click();
  await page.getByRole('heading', { name: 'Did you speak?' }).waitFor();
  await page.getByRole('button', { name: 'Yes, we spoke' }).click();
  await page.getByText('All of it is done.').waitFor();
});

test('a reminder goes out once, with what is open and both days; a promise to pay and a payment stop it', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await sentence(page, `Invoice Acme 1000 eur for logo, dated ${iso(-30)}, due ${iso(-8)}`);
  await makeDraft(page);
  await nameSender(page, 'Studio Nord');
  await page.getByRole('button', { name: /^Issue as/ }).click();
  await page.locator('.standing').first().waitFor();
  await go(page, '#/messages');
  await line(page, /Acme Reminder of .*, level 2/).waitFor();
  await stay(page);
  await text(page).waitFor();
  const body = await text(page).inputValue();
  assert.match(body, /was due on 16 November 2026, and 1,000\.00.EUR of it has not come in/);
  assert.match(body, /Please pay it by 1 December 2026\. The day on the invoice stays 16 November 2026\./);
  await axe(page);

  // They promise: it waits until that day is over, or the promise is broken.
  await page.getByText('They promised to pay').click();
  await page.getByLabel('By', { exact: true }).fill(iso(3));
  await page.getByRole('button', { name: 'Wait for it' }).click();
  await page.locator('.toast', { hasText: 'No reminder before that day is over' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Nobody waits for a word from you.' }).waitFor();
  await axe(page);
  await openClient(page, 'Acme');
  await openTab(page, 'Work');
  await page.getByText(/Pay .*001/).first().waitFor();
  await page.getByRole('button', { name: 'Broken' }).click();
  await page.getByRole('button', { name: 'Broken' }).last().click();
  await page.locator('details.owed-settled').waitFor();
  await go(page, '#/messages');
  await line(page, /Acme Reminder of/).click();
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await page.getByRole('button', { name: 'Yes, it was sent' }).click();
  await page.locator('.toast', { hasText: 'Reminder noted' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Nobody waits for a word from you.' }).waitFor();
});

test('who asks for it is notified once a day, while the page is not looked at', async (t) => {
  const context = await freshContext(t);
  await context.addInitScript(() => {
    globalThis.shown = [];
    globalThis.Notification = class {
      static permission = 'default';
      static async requestPermission() { return (this.permission = 'granted'); }
      constructor(title, options) { globalThis.shown.push(`${title}: ${options.body}`); }
    };
    let hidden = false;
    Object.defineProperty(document, 'hidden', { get: () => hidden });
    globalThis.leave = (away) => { hidden = away; document.dispatchEvent(new Event('visibilitychange', { bubbles: true })); };
  });
  const page = await openApp(t, { context });
  await addSample(page);
  await go(page, '#/messages/templates');
  const shown = () => page.evaluate(() => globalThis.shown);
  const button = page.getByRole('button', { name: 'Notify me when something is to be written' });
  await button.waitFor();
  await page.evaluate(() => globalThis.leave(true));
  assert.deepEqual(await shown(), [], 'not before anybody asked for it');
  await page.evaluate(() => globalThis.leave(false));
  await button.click();
  await page.getByText('Your browser says it once a day').waitFor();
  await axe(page);
  assert.deepEqual(await shown(), [], 'not while somebody looks');
  await page.evaluate(() => globalThis.leave(true));
  await page.waitForFunction(() => globalThis.shown.length === 1);
  assert.match((await shown())[0], /^Throughline: messages: \d+ to write$/);
  await page.evaluate(() => { globalThis.leave(false); globalThis.leave(true); });
  await page.waitForTimeout(300);
  assert.equal((await shown()).length, 1, 'once a day');
});

test('a text of one’s own takes the place of the app’s, refuses gaps that nothing fills, and can be given back', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await go(page, '#/messages/templates');
  await heading(page).waitFor();
  const body = page.getByLabel('Text', { exact: true });
  const preview = page.locator('.as-read');
  await preview.getByText('Hello there,').waitFor();
  assert.doesNotMatch(await preview.textContent(), /[{}]/);
  await axe(page);
  await body.fill('Dear {client.nickname},\nnews.');
  await page.getByText('Nothing is called “client.nickname”.').waitFor();
  assert.doesNotMatch(await preview.textContent(), /[{}]/);
  await page.getByRole('button', { name: 'Save as yours' }).click();
  assert.equal(await page.locator('.toast', { hasText: 'Saved as yours' }).count(), 0);
  await axe(page);
  await body.fill('Dear {client.first_name|friend},\nthis is mine: {client.name}.');
  await preview.getByText('Dear friend,').waitFor();
  await page.getByRole('button', { name: 'Save as yours' }).click();
  await page.locator('.toast', { hasText: 'Saved as yours' }).waitFor();
  await page.reload();
  await page.getByLabel('For', { exact: true }).selectOption({ label: 'Acme' });
  await preview.getByText('this is mine: Acme.').waitFor();

  await openClient(page, 'Acme');
  await page.getByRole('button', { name: /More/ }).first().click();
  await page.getByRole('link', { name: 'Write a message' }).click();
  await page.waitForFunction(() => document.getElementById('d-text')?.value === 'Dear friend,\nthis is mine: Acme.');
  await go(page, '#/messages/templates');
  await page.getByRole('button', { name: 'Back to the app’s own' }).click();
  await page.locator('.toast', { hasText: 'The app’s own text is back' }).waitFor();
  await preview.getByText('here is where we stand.').waitFor();

  // Days of reminders are read, or said to be none.
  await page.getByLabel('Days of reminders, counted from the due day').fill('soon');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Reminders are days counted from the due day').waitFor();
  await page.getByLabel('Days of reminders, counted from the due day').fill('14, 7 0');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator('.toast', { hasText: 'Saved' }).last().waitFor();
  assert.equal(await page.getByLabel('Days of reminders, counted from the due day').inputValue(), '0 7 14');
});
