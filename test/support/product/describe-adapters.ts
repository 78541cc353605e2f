/* eslint-disable jest/no-export -- called by one test file per language, so that languages run side by side */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AdapterDoor, type AdapterFunction, type ServedAdapters, serveAdapters } from './adapter-doors.js';

/** One adapter with the same small application on top. */
export interface Adapter {
  readonly doors: Partial<Record<AdapterDoor, AdapterFunction>>;
  /** What the adapter itself does not do, whoever calls it. */
  readonly lacks?: readonly ('binary request bodies' | 'failures of its own')[];
}

const allBytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

/** What every application answers through every door that its adapter supports. */
export function describeAdapters(language: string, adapters: Readonly<Record<string, Adapter>>): void {
  const cases = Object.entries(adapters).flatMap(([adapter, { doors, lacks = [] }]) =>
    (Object.keys(doors) as AdapterDoor[]).map((door) => ({ adapter, door, lacks })),
  );

  describe(`adapters in ${language}`, () => {
    let served: ServedAdapters;

    beforeAll(async () => {
      served = await serveAdapters(
        Object.fromEntries(Object.entries(adapters).map(([name, { doors }]) => [name, doors])),
      );
    }, 60_000);

    afterAll(async () => {
      await served[Symbol.asyncDispose]();
    });

    describe.each(cases)('$adapter behind a $door', ({ adapter, door }) => {
      const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
        fetch(served.urlOf(adapter, door) + path, { redirect: 'manual', ...init });
      const post = (path: string, type: string, body: string): Promise<Response> =>
        ask(path, { method: 'POST', headers: { 'Content-Type': type, Accept: type }, body });

      it('serves the root', async () => {
        const response = await ask('/');

        expect(response.status).toBe(200);
        expect(response.headers.get('content-type')).toMatch(/^application\/json/);
        expect(await response.json()).toEqual({ root: true });
      }, 30_000);

      it.each([
        ['plain', '17', '17'],
        ['encoded', 'caf%C3%A9%20noir', 'café noir'],
      ])('gives its route a parameter: %s', async (_case, sent, id) => {
        expect(await (await ask(`/orders/${sent}`)).json()).toEqual({ id });
      });

      it('gives it repeated and encoded values of the query', async () => {
        const response = await ask('/search?tag=red&tag=gr%C3%BCn&q=a%26b%20c');

        expect(await response.json()).toEqual({ tags: ['red', 'grün'], q: 'a&b c' });
      });

      it('passes cookies in, and two out, each with a header of its own', async () => {
        const response = await ask('/cookies', { headers: { Cookie: 'session=x1; theme=dark' } });

        const { cookie } = (await response.json()) as { readonly cookie: string };
        expect(cookie.split(/;\s*/)).toEqual(['session=x1', 'theme=dark']);
        expect(response.headers.getSetCookie().map((cookie) => cookie.split(';')[0])).toEqual(['a=1', 'b=2']);
      });

      it('passes JSON in and out, with the status of the application', async () => {
        const response = await post('/json', 'application/json', '{"name":"Grüße","n":1}');

        expect(response.status).toBe(201);
        expect(await response.json()).toEqual({ name: 'Grüße', n: 1 });
      });

      it('passes a form in', async () => {
        const response = await post('/form', 'application/x-www-form-urlencoded', 'name=Ada&city=S%C3%A3o+Paulo');

        expect(await response.json()).toEqual({ name: 'Ada', city: 'São Paulo' });
      });

      it('redirects', async () => {
        const response = await ask('/old');

        expect(response.status).toBe(302);
        expect(response.headers.get('location')).toBe('/orders/1');
      });

      it('lets the application say that it has no such route', async () => {
        expect((await ask('/absent')).status).toBe(404);
      });
    });

    const whole = cases.filter(({ lacks }) => !lacks.includes('binary request bodies'));
    it.each(whole)('every byte passes in and out: $adapter behind a $door', async ({ adapter, door }) => {
      const type = 'application/octet-stream';

      const response = await fetch(`${served.urlOf(adapter, door)}/bytes`, {
        method: 'POST',
        headers: { 'Content-Type': type, Accept: type },
        body: new Uint8Array(allBytes),
      });

      expect(response.headers.get('content-type')).toMatch(/^application\/octet-stream/);
      expect(Buffer.from(await response.arrayBuffer()).equals(allBytes)).toBe(true);
    });

    const failures = cases.map(({ adapter, door, lacks }) => {
      const gateway = door.startsWith('HTTP API') ? 500 : 502;
      return { adapter, door, status: lacks.includes('failures of its own') ? gateway : 500 };
    });
    it.each(failures)('a failure is $status: $adapter behind a $door', async ({ adapter, door, status }) => {
      expect((await fetch(`${served.urlOf(adapter, door)}/fails`)).status).toBe(status);
    });
  });
}
