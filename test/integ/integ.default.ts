import { synthesizeForRunner } from './snapshot-app';

synthesizeForRunner('default');
