import { synthesizeForRunner } from './snapshot-app';

synthesizeForRunner('everything on');
