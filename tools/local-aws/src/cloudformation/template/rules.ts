import { holds } from '../evaluation/conditions';
import type { Scope } from '../evaluation/scope';
import { validationError } from '../errors';
import type { Template } from './template';

/** Fails when the parameters break one of the template's rules, with the rule's own descriptions. */
export function checkRules({ Rules }: Template, scope: Scope): void {
  const broken = Object.entries(Rules)
    .filter(([, { RuleCondition }]) => RuleCondition === undefined || holds(RuleCondition, scope))
    .flatMap(([name, { Assertions }]) =>
      Assertions.filter(({ Assert }) => !holds(Assert, scope)).map(
        ({ AssertDescription = 'no description' }) => `Rule [${name}] - ${AssertDescription}`,
      ),
    );
  if (broken.length > 0) {
    throw validationError(`Template rules are not satisfied: ${broken.join('; ')}`);
  }
}
