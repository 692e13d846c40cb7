import { RemovalPolicy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as assets from 'aws-cdk-lib/aws-s3-assets';

/** Where a workbench is put. */
export interface WorkbenchPlace {
  readonly vpc: ec2.IVpc;
  readonly vpcSubnets: ec2.SubnetSelection;
  readonly securityGroup?: ec2.ISecurityGroup;
  readonly encryptionKey?: kms.IKey;
  readonly removalPolicy?: RemovalPolicy;
  readonly samples: assets.Asset;
  /** What the samples read, by name. */
  readonly environment: { readonly [name: string]: string };
}

/** What a kind of workbench defines. */
export interface WorkbenchParts {
  readonly url?: string;
  readonly instanceId?: string;
  readonly role?: iam.IRole;
  readonly connections?: ec2.Connections;
}
