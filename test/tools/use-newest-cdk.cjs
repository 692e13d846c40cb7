'use strict';
// The sources ask for aws-cdk-lib by its name and find the oldest one that the package supports; a process that preloads this file finds
// the one in the folder that NEWEST_CDK names, whichever file asks.
const Module = require('node:module');

const folder = process.env.NEWEST_CDK;
if (!folder) throw new Error('the variable NEWEST_CDK must name the folder in which the newest aws-cdk-lib is installed');

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, parent, isMain, options) {
  return /^(aws-cdk-lib|constructs)(\/|$)/.test(request)
    ? resolve.call(this, request, parent, isMain, { paths: [folder] })
    : resolve.call(this, request, parent, isMain, options);
};
