import { Token } from 'aws-cdk-lib';
import { Problems } from '../private/problems';

const SNAKE_CASE = /^[a-z][a-z0-9_]*$/;
/** Longest name of a Glue column: https://docs.aws.amazon.com/glue/latest/webapi/API_Column.html */
const LONGEST_NAME = 255;

/** Checks the name of a schema or of a field. */
export function checkName(problems: Problems, property: string, name: string): void {
  if (Token.isUnresolved(name)) {
    problems.add(`${property} must be known when the app is synthesized, got a token`);
    return;
  }
  if (!SNAKE_CASE.test(name) || name.length > LONGEST_NAME) {
    problems.add(`${property} must be snake_case (a lower-case letter, then lower-case letters, digits and underscores, at most ${LONGEST_NAME} in all), `
      + `got ${JSON.stringify(name)}: Glue lower-cases names while Flink's JSON format does not; `
      + 'where producers write another name, give the field a snake_case one and set wireName');
  }
}
