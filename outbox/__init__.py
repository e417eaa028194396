"""Messages to people, written in the transaction of their cause and sent by a task."""
