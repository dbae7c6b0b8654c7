// The main job, through the UI only, checked by plain requests to the server.
import assert from 'node:assert/strict';
import { Demo } from '../support/demo';
import { until } from '../support/until';
import { Workbench } from '../support/workbench';

type Client = Record<string, unknown> & { id: string; name: string; display_name: string };

/** JSON to compare by. The server itself turns empty settings into null when they are sent back. */
const text = (value: unknown) => JSON.stringify(value, (_key, part: unknown) => (part === '' ? null : part));

describe('Editing a client', () => {
  let demo: Demo;
  let workbench: Workbench;
  let client: Client;

  const stored = async () => (await demo.api<{ data: Client }>('GET', `/clients/${client.id}`)).data;

  before(async () => {
    demo = await Demo.start();
    const { data } = await demo.api<{ data: Client[] }>(
      'GET',
      '/clients?sort=name|asc&status=active&per_page=100',
    );
    const found = data.find((one) => /^[A-Z][\w &.]+$/.test(one.name));
    assert.ok(found);
    client = found;
    workbench = await Workbench.start({ env: demo.signedIn });
    await workbench.openContainer('Invoice Ninja');
  });
  after(async () => {
    await workbench?.close();
    await demo?.close();
  });

  it('finds it in the tree and opens it', async () => {
    const tree = workbench.tree('Clients');
    await tree.row(client.display_name).waitFor();
    await tree.click(client.display_name);
    await workbench.editor.opened('.client.json');
    const shown = JSON.parse(await workbench.editor.text()) as Client;
    assert.equal(shown.name, client.name);
    await workbench.screenshot('client-open');
  });

  it('saves one changed field, and the tree shows the new name', async () => {
    const before = await stored();
    await workbench.editor.replace(`"name": ${JSON.stringify(client.name)}`, '"name": "Aardvark & Sons"');
    await workbench.editor.dirty('.client.json');
    await workbench.screenshot('client-dirty');
    await workbench.editor.save();
    await workbench.editor.clean('.client.json');
    await workbench.tree('Clients').row('Aardvark & Sons').waitFor();
    await workbench.screenshot('client-saved');
    const after = await stored();
    const changed = Object.keys(after).filter((key) => text(after[key]) !== text(before[key]));
    assert.deepEqual(changed.sort(), ['display_name', 'name', 'updated_at']);
  });

  it('is still open after a reload, and still saves', async () => {
    await workbench.reload();
    await workbench.editor.opened('.client.json');
    await workbench.editor.replace('"name": "Aardvark & Sons"', '"name": "Aardvark"');
    await workbench.editor.dirty('.client.json');
    await workbench.reload();
    await workbench.editor.opened('.client.json');
    await workbench.editor.dirty('.client.json');
    await workbench.editor.save();
    await workbench.editor.clean('.client.json');
    await until('the server to have it', async () => (await stored()).name === 'Aardvark');
  });
});
