import { Duration, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import type { TableNames } from './catalog-names';
import type { DataCatalogProps } from './data-catalog';
import { checkPrefix } from '../private/curated-layout';
import { Problems } from '../private/problems';
import { isReservedTableName } from '../schema/reserved-names';

/** Longest name of a database or table: https://docs.aws.amazon.com/glue/latest/webapi/API_TableInput.html */
const LONGEST_NAME = 255;
const NAME = /^[a-z][a-z0-9_]*$/;

/**
 * Checks the properties of a catalogue as a whole.
 *
 * @throws an error that lists every problem
 */
export function checkCatalog(construct: IConstruct, props: DataCatalogProps, names: TableNames): void {
  const problems = new Problems(`DataCatalog ${construct.node.path}`, construct);
  if (props.existingDatabaseName !== undefined) {
    problems.notTogether('existingDatabaseName', { databaseName: props.databaseName });
  }
  if (props.existingCuratedTable) {
    problems.notTogether('existingCuratedTable', { 'tableNames.curated': props.tableNames?.curated, 'firstYear': props.firstYear });
  }
  props.partitioning?._check(problems, props.schema);
  checkName(problems, 'databaseName', props.databaseName);
  problems.when(props.tableNames?.target !== undefined && props.insights === undefined,
    `tableNames.target names the table of the insights, got ${JSON.stringify(props.tableNames?.target)} without insights: set insights or leave out the name`);
  const { curated, ...ofStreams } = names;
  checkTableNames(problems, props.existingCuratedTable ? ofStreams : { ...ofStreams, curated });
  checkPrefix(problems, 'curatedPrefix', props.curatedPrefix);
  problems.integer('firstYear', props.firstYear, { min: 1970, max: 9999 });
  checkWatermarkDelay(problems, props.watermarkDelay);
  problems.throwIfAny();
}

function checkName(problems: Problems, property: string, name: string | undefined): void {
  if (name === undefined || Token.isUnresolved(name)) {
    return;
  }
  problems.when(!NAME.test(name) || name.length > LONGEST_NAME,
    `${property} must be a lower-case letter, then lower-case letters, digits and underscores, at most ${LONGEST_NAME} in all, got ${JSON.stringify(name)}: `
    + 'Glue lower-cases names, and Athena would have to quote others');
  problems.when(isReservedTableName(name),
    `${property} must not be a word that SQL reserves, got ${JSON.stringify(name)}: every query would have to quote it, so choose another name`);
}

function checkTableNames(problems: Problems, names: Partial<TableNames>): void {
  const given = Object.entries(names).filter(([, name]) => name !== undefined);
  for (const [role, name] of given) {
    checkName(problems, `tableNames.${role}`, name);
  }
  const repeated = new Set(given.map(([, name]) => name).filter((name, index, all) => all.indexOf(name) !== index));
  for (const name of repeated) {
    const roles = given.filter(([, other]) => other === name).map(([role]) => role).join(' and ');
    problems.add(`every table needs a name of its own, got ${JSON.stringify(name)} for ${roles}: set tableNames, or rename one of the schemas`);
  }
}

function checkWatermarkDelay(problems: Problems, delay: Duration | undefined): void {
  if (!delay || delay.isUnresolved()) {
    return;
  }
  const milliseconds = delay.toMilliseconds({ integral: false });
  problems.when(!Number.isInteger(milliseconds), `watermarkDelay must be whole milliseconds, got ${milliseconds}`);
}
