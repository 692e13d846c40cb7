import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { taxiDashboard } from './taxi-dashboard';

writeFileSync(join(__dirname, '..', 'dashboard.ndjson'), taxiDashboard());
