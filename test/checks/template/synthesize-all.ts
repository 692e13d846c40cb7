import { synthesizeVariants } from './synthesized-variants';

/** Synthesizes every variant into the folder given, with the aws-cdk-lib that this process finds. */
const [folder = ''] = process.argv.slice(2);
synthesizeVariants(folder);
// a synthesis that finds fault says so with this code; what it found is in its report
process.exitCode = 0;
