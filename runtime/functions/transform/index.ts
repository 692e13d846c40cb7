import { createHandler } from './handler';
import type { TransformConfig } from '../../../src/delivery/transform-config';
import { readConfig } from '../shared/config';
import { logToConsole } from '../shared/log';

export const handler = createHandler(readConfig<TransformConfig>(__dirname), { log: logToConsole });
