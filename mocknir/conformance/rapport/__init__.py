"""What a run came to, as people and programs read it: text, JSON, JUnit XML, and a page to hand to a kommune."""
