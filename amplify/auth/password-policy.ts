/** The password rule, as a property of the user pool. The local runner enforces it: `local/services/cognito/password-policy.ts`. */
export const PASSWORD_POLICY = {
  minimumLength: 12,
  requireLowercase: true,
  requireUppercase: true,
  requireNumbers: true,
  requireSymbols: true,
  temporaryPasswordValidityDays: 3,
};
