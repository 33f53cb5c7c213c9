import { registerDecorator } from 'class-validator';
import type { ValidationArguments } from 'class-validator';

/**
 * A check of a field beside the other fields of its object, also where it was left out. Answers
 * what is wrong, in words that follow the field's name; undefined when nothing is.
 */
export function FitsSiblings<Siblings extends object>(
  problemOf: (value: unknown, siblings: Readonly<Partial<Siblings>>) => string | undefined,
): PropertyDecorator {
  const ask = (value: unknown, args?: ValidationArguments) =>
    problemOf(value, (args?.object ?? {}) as Partial<Siblings>);
  return (target, property) => {
    registerDecorator({
      name: 'fitsSiblings',
      target: target.constructor,
      propertyName: property as string,
      validator: {
        validate: (value: unknown, args) => ask(value, args) === undefined,
        defaultMessage: (args) => ask(args?.value, args) ?? '',
      },
    });
  };
}
