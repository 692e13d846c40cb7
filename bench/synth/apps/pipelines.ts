import { App } from 'aws-cdk-lib';
import { measure } from './measured';
import { stackOf } from '../../../test/pipeline/variants';

/** As many pipelines with everything on as the argument says, each in a stack of its own; none is an empty app. */
const app = new App();
for (let place = 1; place <= Number(process.argv[2]); place++) {
  stackOf('everything on', app, `Stack${place}`);
}
measure(app);
