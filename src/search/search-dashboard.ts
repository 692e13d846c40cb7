import * as fs from 'fs';
import * as path from 'path';
import { savedObjectProblems } from './saved-objects';
import type { DashboardConfig } from './search-bootstrap-config';
import { ProblemsError } from '../private/problems';

const LIMIT_BYTES = 10 * 1024 * 1024;

/** A dashboard and what it shows, for OpenSearch Dashboards. */
export class SearchDashboard {
  /**
   * The saved objects of a file as Dashboards exports it: a JSON object on each line. Put into Dashboards, they replace those with the same type and id
   * and touch no others, so that a deployment that comes again makes no second dashboard. An object is not deleted when it leaves the file.
   *
   * @param file path of the file, with at most 10 MiB; by convention it ends with `.ndjson`
   * @throws when it cannot be read, is too large, or has a line that is no saved object, an id twice, or a reference to an object that is not in it;
   * one message lists all problems
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/limits.html
   */
  public static fromFile(file: string): SearchDashboard {
    const subject = `SearchDashboard ${file}`;
    let text: string;
    try {
      text = fs.readFileSync(file, 'utf8');
    } catch (error) {
      throw new ProblemsError(subject, [`file must be one that can be read, got ${String(error)}`]);
    }
    const bytes = Buffer.byteLength(text);
    const problems = bytes > LIMIT_BYTES
      ? [`file must have at most ${LIMIT_BYTES} bytes, which is what the smallest domains take, got ${bytes}: make two of it`]
      : savedObjectProblems(text);
    if (problems.length > 0) {
      throw new ProblemsError(subject, problems);
    }
    return new SearchDashboard({ name: path.basename(file), savedObjects: text });
  }

  private constructor(
    /** @internal */
    public readonly _config: DashboardConfig,
  ) {}
}
