import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Properties } from '../../cloudformation';

/** An action of a listener or rule. Templates give a few numbers as text, and a client secret under its own name. */
export function action(definition: Properties): Action {
  const { AuthenticateOidcConfig: oidc, AuthenticateCognitoConfig: cognito } = definition;
  const seconds = (value: unknown): number | undefined => (value === undefined ? undefined : Number(value));
  return {
    ...definition,
    Type: definition.Type,
    AuthenticateOidcConfig: oidc && { ...oidc, SessionTimeout: seconds(oidc.SessionTimeout) },
    AuthenticateCognitoConfig: cognito && { ...cognito, SessionTimeout: seconds(cognito.SessionTimeout) },
  };
}
