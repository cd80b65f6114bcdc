import type { SearchIndexOptions } from './search-index-options';
import { matching } from '../private/checks';
import { failure } from '../private/errors';

export const INDEX_PREFIX = 'containers';

/** What both servers take, with room for a date. A dollar sign or a percent sign would mean something to Fluent Bit. */
const INDEX = /^[a-z0-9.][a-z0-9._-]{0,199}$/;
const INDEX_RULE = '1 to 200 lower-case letters, digits and . _ -, beginning with a letter, digit or dot';
const PIPELINE = /^[A-Za-z0-9._-]+$/;

/** Settings and values for indices; a record that is sent again keeps its id, unless the server wants to choose it. */
export function indexOutput(
  options: SearchIndexOptions,
  generateId: boolean,
): { settings: Record<string, string>; values: Record<string, string> } {
  const { indexPrefix, index, pipeline } = options;
  if (index !== undefined && indexPrefix !== undefined) {
    throw failure('IndexTwice', 'index and indexPrefix cannot be given together; indexPrefix is for daily indices');
  }
  const name: Record<string, string> =
    index === undefined
      ? { logstash_prefix: checkedIndex('indexPrefix', indexPrefix ?? INDEX_PREFIX) }
      : { index: checkedIndex('index', index) };
  return {
    settings: {
      ...(index === undefined ? { logstash_format: 'on' } : {}),
      ...(generateId ? { generate_id: 'on' } : {}),
      suppress_type_name: 'on',
      time_key_nanos: 'on',
      include_tag_key: 'on',
      tag_key: 'tag',
    },
    values: {
      ...name,
      ...(pipeline === undefined
        ? {}
        : {
            pipeline: matching(
              'PipelineInvalid',
              'pipeline',
              PIPELINE,
              'the name of an ingest pipeline: letters, digits and . _ -',
              pipeline,
            ),
          }),
    },
  };
}

function checkedIndex(prop: string, name: string): string {
  return matching('IndexInvalid', prop, INDEX, INDEX_RULE, name);
}
