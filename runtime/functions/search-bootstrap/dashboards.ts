import { createHash } from 'node:crypto';
import type { Domain } from './domain';
import type { DashboardConfig } from '../../../src/search/search-bootstrap-config';

const BY_HAND = 'correct the file, or leave it out and import it in Dashboards by hand (Dashboards Management, Saved objects)';

interface ImportAnswer {
  readonly success?: boolean;
  readonly errors?: { readonly type: string; readonly id: string; readonly error?: { readonly type?: string } }[];
}

/**
 * Puts saved objects into Dashboards, where everybody sees them; an object of the same type and id is replaced.
 * https://docs.opensearch.org/2.19/dashboards/management/management-index/#saved-objects
 * @throws with each object that Dashboards does not take
 */
export async function putDashboard({ name, savedObjects }: DashboardConfig, domain: Domain): Promise<void> {
  const boundary = `saved-objects-${createHash('sha256').update(savedObjects).digest('hex').slice(0, 32)}`;
  const what = `dashboard '${name}'`;
  const { body } = await domain.ask({
    what,
    method: 'POST',
    path: '/_dashboards/api/saved_objects/_import',
    query: { overwrite: 'true' },
    // without the first, Dashboards takes it for a forged request; the second keeps it out of the function's own corner
    headers: { 'osd-xsrf': 'true', 'securitytenant': 'global' },
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.from([
      `--${boundary}`, 'Content-Disposition: form-data; name="file"; filename="dashboard.ndjson"', 'Content-Type: application/ndjson', '', savedObjects,
      `--${boundary}--`, '',
    ].join('\r\n')),
  });
  const { success, errors = [] } = answerIn(body);
  if (success) return;
  const reasons = errors.map(({ type, id, error }) => `${type}/${id} ${error?.type ?? 'unknown'}`).join(', ');
  throw new Error(`${what} was refused by Dashboards: ${reasons === '' ? 'it answered with something else than an import does' : reasons}: ${BY_HAND}`);
}

function answerIn(body: string): ImportAnswer {
  try {
    return JSON.parse(body) ?? {};
  } catch {
    return {};
  }
}
