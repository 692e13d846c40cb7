import { Template } from 'aws-cdk-lib/assertions';

/** The logical ids that each resource of a template waits for: by Ref, Fn::GetAtt, Fn::Sub and DependsOn. */
function dependencies(template: Template): Map<string, Set<string>> {
  const { Resources: resources } = template.toJSON();
  const ids = Object.keys(resources);
  return new Map(ids.map((id) => [id, new Set(references(resources[id]).filter((reference) => ids.includes(reference)))]));
}

function references(node: unknown): string[] {
  if (Array.isArray(node)) {
    return node.flatMap(references);
  }
  if (typeof node !== 'object' || node === null) {
    return [];
  }
  return Object.entries(node).flatMap(([key, value]) => {
    switch (key) {
      case 'Ref': return [value];
      case 'DependsOn': return [value].flat();
      case 'Fn::GetAtt': return [[value].flat()[0].split('.')[0]];
      case 'Fn::Sub': return [...JSON.stringify(value).matchAll(/\$\{([^!}.]+)/g)].map(([, id]) => id).concat(references(value));
      default: return references(value);
    }
  });
}

/** Resources that wait for themselves through others, each as the way around. */
export function cycles(template: Template): string[][] {
  const graph = dependencies(template);
  const found: string[][] = [];
  const done = new Set<string>();
  const visit = (id: string, way: string[]) => {
    if (way.includes(id)) {
      found.push([...way.slice(way.indexOf(id)), id]);
      return;
    }
    if (!done.has(id)) {
      graph.get(id)?.forEach((next) => visit(next, [...way, id]));
      done.add(id);
    }
  };
  graph.forEach((_, id) => visit(id, []));
  return found;
}
