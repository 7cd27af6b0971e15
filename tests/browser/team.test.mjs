// Teams: several profiles of one browser and a real relay, as a process.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PATIENCE_MS, axe, freshContext, openApp } from './harness.mjs';
import { STAGES, addClient, go, inLane, lane, openClient, openTab } from './pages.mjs';
import { listenIn, relay } from './relay.mjs';

const LONG = { timeout: 3 * PATIENCE_MS };
const synced = (page, state = 'in-step') => page.locator(`.rail .sync-badge[data-sync=${state}]`).waitFor(LONG);

async function person(t, at, path = '') {
  const context = await freshContext(t, { now: true, tolerate: [/WebSocket connection to .* failed/, /ERR_INTERNET_DISCONNECTED/, /\/health\)/] });
  context.allowOrigin(at.url);
  const page = await openApp(t, { context, path });
  page.person = context;
  page.heard = listenIn(page);
  return page;
}

/** Starts a team and gives its words. */
async function found(page, at, name) {
  await go(page, '#/team');
  await page.getByLabel('Your name, as teammates see it').fill(name);
  await page.locator('#team-relay').fill(at?.url ?? '');
  await page.getByRole('button', { name: 'Start the team' }).click();
  await page.getByRole('heading', { name: 'Your 24 recovery words' }).waitFor();
  const words = await page.locator('.recovery-words li').allTextContents();
  assert.equal(words.length, 24);
  await page.getByRole('button', { name: 'I have written them down' }).click();
  const asked = Number((await page.locator('label[for=word-check]').textContent()).match(/\d+/)[0]);
  await page.locator('#word-check').fill(words[asked - 1]);
  await page.getByRole('button', { name: 'That is it' }).click();
  if (at) await synced(page);
  return words;
}

async function inviteLink(page, { name = '', role = 'editor', once = false } = {}) {
  await go(page, '#/team');
  await page.getByLabel('For whom').fill(name);
  await page.locator('#invite-role').selectOption(role);
  if (once) await page.locator('#invite-how').selectOption('once');
  await page.getByRole('button', { name: 'Make the link' }).click();
  const link = await page.locator('#invite-link').inputValue();
  await page.locator('.invite-link').getByRole('button', { name: 'Done' }).click();
  return link;
}

async function join(page, link, name) {
  await page.goto(link);
  await page.getByRole('heading', { name: 'You are invited into a team' }).waitFor();
  assert.doesNotMatch(page.url(), /join/, 'the seed is out of the address bar');
  await page.getByLabel('Your name, as teammates see it').fill(name);
  await page.getByRole('button', { name: 'Join the team' }).click();
}

async function letIn(page, name) {
  await go(page, '#/team');
  await page.locator('li[data-waits]', { hasText: name }).getByRole('button', { name: /^Let in/ }).click();
}

/** A team of three: two who write, one who looks. */
async function teamOf(t, at) {
  const [ann, ben, cleo] = [await person(t, at), await person(t, at), await person(t, at)];
  await found(ann, at, 'Ann');
  await join(ben, await inviteLink(ann, { name: 'Ben from the list' }), 'Ben');
  await synced(ben, 'unapproved');
  await letIn(ann, 'Ben from the list');
  await join(cleo, await inviteLink(ann, { name: 'Cleo', role: 'viewer', once: true }), 'Cleo');
  for (const page of [ann, ben, cleo]) await synced(page);
  return { ann, ben, cleo };
}

test('three browsers converge through a relay that learns nothing of what was typed', async (t) => {
  const at = await relay(t);
  const { ann, ben, cleo } = await teamOf(t, at);

  // What is done in one browser is in the others, under the name of who did it.
  await addClient(ann, 'Quillfeather Ltd');
  await go(ben, '#/board');
  await inLane(ben, 'attraction', 'Quillfeather Ltd');
  await go(cleo, '#/board');
  await inLane(cleo, 'attraction', 'Quillfeather Ltd');

  // Both write while they do not hear of each other; both moves stand in the history, and both boards show one stage.
  await at.kill();
  for (const [page, stage] of [[ann, 'Delivery'], [ben, 'Onboarding']]) {
    await openClient(page, 'Quillfeather Ltd');
    await page.locator('#stage-now').click();
    await page.locator('#stage-menu').getByRole('button', { name: stage }).click();
    await go(page, '#/board');
    await inLane(page, stage.toLowerCase(), 'Quillfeather Ltd');
  }
  for (const page of [ann, ben]) await synced(page, 'waiting');
  assert.ok((await lane(ann, 'delivery')).includes('Quillfeather Ltd') && (await lane(ben, 'onboarding')).includes('Quillfeather Ltd'));
  await at.start();
  for (const page of [ann, ben, cleo]) await synced(page);
  const stages = async (page) => {
    await go(page, '#/board');
    const found = [];
    for (const stage of ['attraction', 'onboarding', 'delivery']) if ((await lane(page, stage)).includes('Quillfeather Ltd')) found.push(stage);
    return found.join();
  };
  await ann.waitForTimeout(500);
  const shown = await stages(ann);
  assert.ok(['onboarding', 'delivery'].includes(shown), shown);
  assert.equal(await stages(ben), shown);
  assert.equal(await stages(cleo), shown);
  await openClient(cleo, 'Quillfeather Ltd');
  const history = await cleo.locator('.history, main').first().textContent();
  assert.match(history, /Onboarding/);
  assert.match(history, /Delivery/);
  assert.match(history, /by Ann/);
  assert.match(history, /by Ben/);

  // Who looks at the same client is seen.
  await openClient(ann, 'Quillfeather Ltd');
  await ann.locator('.together', { hasText: 'Cleo' }).waitFor(LONG).catch(async (error) => {
    throw new Error(`${error.message}\n${await ann.locator('main').textContent()}`);
  });

  // A viewer is told before anything is begun.
  await go(cleo, '#/board');
  await cleo.locator('#lane-attraction button.add').click();
  await cleo.getByLabel(/Name of the new client/).fill('Not for a viewer');
  await cleo.keyboard.press('Enter');
  await cleo.getByText('In this team you look, and do not change').waitFor();

  // The relay's files and all that went over the line have nothing of it.
  for (const bytes of [at.kept(), ann.heard(), ben.heard(), cleo.heard()]) {
    assert.ok(bytes.length > 2_000, 'something was heard');
    for (const secret of ['Quillfeather', 'Ann', 'Ben from', 'Cleo', 'practice', 'attraction']) {
      assert.equal(bytes.indexOf(secret), -1, secret);
    }
  }
  await go(ann, '#/team');
  await axe(ann);
});

test('what two wrote at once is shown to both, and the choice of one holds for all', async (t) => {
  const at = await relay(t);
  const { ann, ben } = await teamOf(t, at);
  await addClient(ann, 'Lindqvist');
  await go(ben, '#/board');
  await inLane(ben, 'attraction', 'Lindqvist');
  await at.kill();
  for (const [page, city] of [[ann, 'Graz'], [ben, 'Wels']]) {
    await openClient(page, 'Lindqvist');
    await openTab(page, 'Details');
    await page.locator('#edit-details').click();
    await page.getByLabel('City', { exact: true }).fill(city);
    await page.locator('.inline-form').getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('.inline-form').waitFor({ state: 'detached' });
  }
  await at.start();
  const contest = (page) => page.locator('.notice', { hasText: 'Two devices wrote different things at once' });
  for (const page of [ann, ben]) {
    await contest(page).waitFor(LONG);
    const said = await contest(page).textContent();
    assert.match(said, /Graz/);
    assert.match(said, /Wels/, 'neither is lost');
  }
  await axe(ben);
  await contest(ben).getByRole('button', { name: 'Use “Wels”' }).click();
  for (const page of [ben, ann]) {
    await contest(page).waitFor({ state: 'detached', ...LONG });
    assert.match(await page.locator('main').textContent(), /Wels/);
    assert.doesNotMatch(await page.locator('main').textContent(), /Graz/);
  }
});

/** How often the relay is killed: a hundred times where somebody asks for it. */
const KILLS = Number(process.env.THROUGHLINE_KILLS ?? 12);

test('a relay that is killed in the middle of its work loses nothing that anybody did', async (t) => {
  const at = await relay(t);
  const [ann, ben] = [await person(t, at), await person(t, at)];
  await found(ann, at, 'Ann');
  await join(ben, await inviteLink(ann, { once: true }), 'Ben');
  for (const page of [ann, ben]) {
    await synced(page);
    await go(page, '#/board');
  }
  const names = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    // Both write at once; what they wrote is on its way when the relay goes, some of it acknowledged and some not.
    // Every lane shows thirty of its cards.
    for (const [page, who] of Math.floor(kill / STAGES.length) % 2 ? [[ann, 'Ann']] : [[ann, 'Ann'], [ben, 'Ben']]) {
      const name = `${who} no ${kill}`;
      const stage = STAGES[kill % STAGES.length];
      names.push(`${stage}: ${name}`);
      await addClient(page, name, stage);
    }
    await ann.waitForTimeout((kill * 53) % 400);
    await at.kill();
    await at.start();
  }
  for (const page of [ann, ben]) {
    await go(page, '#/team');
    await page.getByRole('button', { name: 'Try now' }).click();
    await synced(page);
  }
  for (const page of [ann, ben]) {
    await go(page, '#/board');
    await page.waitForFunction((count) => document.querySelectorAll('.card-name').length >= count, names.length, LONG);
    const shown = [];
    for (const stage of STAGES) shown.push(...(await lane(page, stage)).map((name) => `${stage}: ${name}`));
    assert.deepEqual(shown.sort(), [...names].sort());
  }
});

test('of the tabs of a profile one speaks to the relay, and when it goes the next one does within two seconds', async (t) => {
  const at = await relay(t);
  const first = await person(t, at);
  await found(first, at, 'Ann');
  const sockets = { first: 0, second: 0, third: 0 };
  const open = async (name) => {
    const page = await openApp(t, { context: first.person });
    page.on('websocket', () => (sockets[name] += 1));
    return page;
  };
  first.on('websocket', () => (sockets.first += 1));
  const second = await open('second');
  await synced(second);
  const third = await open('third');
  await synced(third);
  // Whatever tab it is done in, it is sent, and every tab says so.
  await addClient(third, 'From the third tab');
  await synced(third);
  await synced(second);
  assert.deepEqual(sockets, { first: 0, second: 0, third: 0 });
  // A tab that only listens asks for something, and the one that leads does it.
  const link = await inviteLink(third, { once: true });
  assert.match(link, /#\/join\//);

  await first.close({ runBeforeUnload: false });
  const gone = Date.now();
  await second.waitForEvent('websocket', { timeout: 2_000 }).catch(() => {});
  while (sockets.second + sockets.third === 0 && Date.now() - gone < 2_000) await second.waitForTimeout(20);
  assert.equal(sockets.second + sockets.third, 1, 'one of the two, and only one');
  await synced(second);
  await synced(third);
  const ben = await person(t, at);
  await join(ben, link, 'Ben');
  await synced(ben);
  await go(ben, '#/board');
  await inLane(ben, 'attraction', 'From the third tab');
});

test('who was removed gets nothing new, keeps what had come, and is told so', async (t) => {
  const at = await relay(t);
  const { ann, ben } = await teamOf(t, at);
  await addClient(ann, 'Before');
  await go(ben, '#/board');
  await inLane(ben, 'attraction', 'Before');
  await go(ann, '#/team');
  const line = ann.locator('.mates li', { hasText: 'Ben' });
  await line.getByRole('button', { name: 'Remove' }).click();
  await line.getByRole('button', { name: 'Remove from the team' }).click();
  await synced(ben, 'stuck');
  await synced(ann);
  await addClient(ann, 'After');
  await synced(ann);
  await go(ben, '#/team');
  await ben.getByText(/removed (this browser )?from the team/).first().waitFor();
  await axe(ben);
  assert.deepEqual(await lane(await (async () => (await go(ben, '#/board'), ben))(), 'attraction'), ['Before']);
  // Alone from here: what is here can be worked on, and a new invite would let it in again.
  await go(ben, '#/team');
  await ben.getByRole('button', { name: 'Work alone from here' }).click();
  await ben.getByRole('heading', { name: 'Start a team' }).waitFor();
  await addClient(ben, 'My own');
  await join(ben, await inviteLink(ann, { once: true }), 'Ben again');
  await ben.getByText('Please decide about the clients in this browser first.').waitFor();
  await ben.locator('#join-bring').check();
  await ben.getByRole('button', { name: 'Join the team' }).click();
  await synced(ben);
  await go(ben, '#/board');
  for (const name of ['Before', 'After', 'My own']) await inLane(ben, 'attraction', name);
  await go(ann, '#/board');
  await inLane(ann, 'attraction', 'My own');
});

test('two people without a relay exchange sealed files', async (t) => {
  const at = await relay(t);
  const [ann, ben] = [await person(t, at), await person(t, at)];
  await found(ann, at, 'Ann');
  await join(ben, await inviteLink(ann, { once: true }), 'Ben');
  for (const page of [ann, ben]) {
    await synced(page);
    await go(page, '#/team');
    await page.getByRole('button', { name: 'Turn syncing off' }).click();
    await synced(page, 'off');
  }
  const file = async (page) => {
    await go(page, '#/team');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Make a file for the team' }).click()]);
    return download.path();
  };
  const bring = async (page, path, says) => {
    await go(page, '#/team');
    await page.locator('#team-file').setInputFiles(path);
    await page.getByText(says).waitFor();
  };
  await addClient(ann, 'On paper only');
  await addClient(ben, 'From the road');
  await bring(ben, await file(ann), /Brought in/);
  await bring(ann, await file(ben), /Brought in/);
  for (const page of [ann, ben]) {
    await go(page, '#/board');
    await inLane(page, 'attraction', 'On paper only');
    await inLane(page, 'attraction', 'From the road');
  }
  // A stranger's browser makes nothing of it.
  const eve = await person(t, at);
  await found(eve, at, 'Eve');
  await bring(eve, await file(ann), /no file of this team/);
});

test('the words bring a team back into an empty browser, and so does the recovery file', async (t) => {
  const at = await relay(t);
  const ann = await person(t, at);
  const words = await found(ann, at, 'Ann');
  await addClient(ann, 'Kept by the relay');
  await synced(ann);
  await go(ann, '#/team');
  await ann.getByText('Make the file').first().click();
  await ann.locator('#rescue-words').fill(words.join(' '));
  await ann.locator('#rescue-password').fill('a long enough password');
  const [download] = await Promise.all([
    ann.waitForEvent('download', LONG),
    ann.getByRole('button', { name: 'Make the file' }).click(),
  ]);
  const file = await download.path();

  const again = await person(t, at);
  await go(again, '#/team');
  await again.getByText('Come back', { exact: true }).first().click();
  await again.locator('#back-words').fill(words.join('  ').toUpperCase());
  await again.locator('#back-relay').fill(at.url);
  await again.getByRole('button', { name: 'Come back' }).click();
  await synced(again);
  await go(again, '#/board');
  await inLane(again, 'attraction', 'Kept by the relay');

  const third = await person(t, at);
  await go(third, '#/team');
  await third.getByText('Open a recovery file').click();
  await third.locator('#rescue-file').setInputFiles(file);
  await third.locator('#rescue-open-password').fill('another password');
  await third.getByRole('button', { name: 'Open it' }).click();
  await third.getByText('The file does not open with this').waitFor(LONG);
  await third.locator('#rescue-open-password').fill('a long enough password');
  await third.getByRole('button', { name: 'Open it' }).click();
  await synced(third);
  await go(third, '#/board');
  await inLane(third, 'attraction', 'Kept by the relay');
});

test('a relay that takes new teams only with a word takes one with it', async (t) => {
  const at = await relay(t, ['--creation-token', 'open-sesame-of-this-test']);
  const ann = await person(t, at);
  await found(ann, undefined, 'Ann');
  await go(ann, '#/team');
  await ann.getByRole('button', { name: 'Change the address' }).click();
  await ann.locator('#relay-address').fill(at.url);
  await ann.getByRole('button', { name: 'Use this address' }).click();
  await synced(ann, 'stuck');
  await ann.locator('#access-word').fill('open-sesame-of-this-test');
  await ann.getByRole('button', { name: 'Try with this word' }).click();
  await synced(ann);
});
