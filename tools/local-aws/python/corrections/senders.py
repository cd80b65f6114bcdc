"""SQS: who sent a message. moto says the same of everybody."""

from threading import local

from moto.sqs import models as queues
from moto.sqs.responses import SQSResponse
from moto.sts.models import sts_backends

sending = local()


def apply():
    create = queues.Message.__init__

    def created(self, *args, **kwargs):
        create(self, *args, **kwargs)
        self.sender_id = getattr(sending, "id", None) or self.sender_id

    queues.Message.__init__ = created
    SQSResponse.send_message = as_sender(SQSResponse.send_message)
    SQSResponse.send_message_batch = as_sender(SQSResponse.send_message_batch)


def as_sender(send):
    """For a role's session the role's id and the session's name, as in GetCallerIdentity."""

    def sent(self):
        backend = sts_backends[self.current_account][self.partition]
        session = backend.get_assumed_role_from_access_key(self.access_key)
        sending.id = session.user_id if session else None
        try:
            return send(self)
        finally:
            sending.id = None

    return sent
