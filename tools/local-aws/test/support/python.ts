import { PROJECT_PYTHON } from '../../src/moto';

/** The Python with moto in it; a checkout without the project's virtual environment may name another. */
export const TEST_PYTHON = process.env.LOCAL_AWS_PYTHON ?? PROJECT_PYTHON;
