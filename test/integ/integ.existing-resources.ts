import { synthesizeForRunner } from './snapshot-app';

synthesizeForRunner('existing resources');
