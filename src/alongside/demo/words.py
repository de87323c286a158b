"""The made-up words of the demonstration: nobody here exists."""

FIRST_NAMES = """
Ade Agata Aisha Alan Alfie Amara Amy Andrei Angela Anton Asha Barry Beata Beth Bilal Bridie Callum
Carla Carol Cathal Chidi Claire Colin Craig Damian Danuta Darren Dawn Dee Denise Derek Dilys Dougie
Efua Eileen Elena Errol Fatima Femi Frank Gareth Gemma Gita Glenda Grace Gwen Hamza Harjit Hazel
Helen Ian Imran Ines Iris Ivan Jackie Jade Jamal Jan Janet Javed Jean Jermaine Joan Joanna Jorge
Joyce Kasia Kath Keiran Kelly Ken Kofi Kyle Lamar Laura Leanne Len Leroy Lorna Lucja Luis Mags Malik
Marcin Marie Marlon Maureen Meera Mehmet Mick Mo Moira Nadia Nasreen Neil Nia Nigel Nora Olu Omar
Owen Paddy Pam Patrice Paula Pawel Pearl Pete Priya Rab Rachel Rafiq Ravi Reg Rhona Ricky Rita Rob
Rohan Rosa Roxanne Ruth Sadie Sal Sanjay Sasha Sean Shanice Sharon Sheila Sid Simone Sofia Stella
Steve Sue Suki Tariq Tash Terry Theo Thandi Tina Tomasz Tracey Trev Uche Val Vera Vic Vikram Wanda
Wayne Wes Winston Yasmin Yusuf Zainab Zofia Żaneta
""".split()  # noqa: SIM905

SURNAMES = """
Abara Ahmed Akhtar Barlow Bielak Birch Blackett Bradshaw Brannigan Chaudhry Clegg Cobb Cole Costa
Crane Dacosta Dalgleish Dhillon Doyle Drummond Dube Eden Fallon Farrow Fenn Flint Fofana Garrity
Gill Grabowski Greaves Haddad Hale Hanlon Harker Heath Hobbs Ibe Iqbal Jarvis Jessop Kaminski Kane
Kaur Kearney Kemp Khatun Lacey Langford Lowry Łukasik Mahoney Marsh Mensah Mistry Moss Nowak Nwosu
Oakes Okoro O’Dowd Ozturk Park Pascoe Pike Popescu Quigley Rahman Rao Reyes Rigby Rooney Saeed Sands
Sesay Shah Shaw Sidhu Slater Stanek Tait Thorne Tully Underhill Vance Varley Wade Walcott Wren Yates
Zielinski
""".split()  # noqa: SIM905

NICKNAMES = ("Big Dave", "Duchess", "Ginge", "Mac", "Nan", "Red", "Scouse", "Shorty", "Smiler", "Taff")

WORKERS = (
    # sign-in name, name, what they do, stage of their journey where they have one
    ("cora", "Cora Lindqvist", "coordinator", None),
    ("sunil", "Sunil Barrow", "supervisor", None),
    ("dara", "Dara Quill", "dp_lead", None),
    ("bola", "Bola Wynter", "board", None),
    ("maya", "Maya Ferris", "advocate", "lead"),
    ("joe", "Joe Adeyemi", "advocate", "shadow"),
    ("irene", "Irene Castle", "advocate", "senior"),
    ("tomasz", "Tomasz Wilk", "advocate", "lead"),
    ("shirley", "Shirley Boateng", "advocate", "lead"),
    ("kev", "Kev Marsden", "advocate", "lead"),
    ("nasima", "Nasima Choudhury", "advocate", "lead"),
    ("gwen", "Gwen Prosser", "advocate", "lead"),
    ("des", "Des Rafferty", "advocate", "shadow"),
    ("lola", "Lola Mbeki", "advocate", "shadow"),
    ("raj", "Raj Sandhu", "advocate", "shadow"),
    ("billie", "Billie Hart", "advocate", "shadow"),
    ("frank", "Frank Osei", "advocate", "training"),
    ("ewa", "Ewa Sikora", "advocate", "applied"),
    ("len", "Len Tolliver", "advocate", "interested"),
    ("anne", "Anne Duffy", "advocate", "stepped_back"),
)

AREAS = ("M1", "M4", "M8", "M11", "M12", "M13", "M14", "M15", "M16", "M18", "M19", "M20", "M21", "M9")
"""Outward codes that are on the map, so that distances can be tried out. Nobody and nothing there is real."""

# no postcode has a C or a K in its second half, so these are nowhere; the first halves are on the map
CLINICS = (
    # name, kind, host, address, room, way in, weekday, from, to
    (
        "Station Road job centre",
        "clinic",
        "The job centre",
        "1 Station Road, M1 1CK",
        "Room 2, ground floor",
        "Ask the guard for the advocacy room. Step-free from the side door.",
        0,
        "10:00",
        "13:00",
    ),
    (
        "Harbour House hostel",
        "clinic",
        "Harbour House",
        "8 Quay Street, M4 2CK",
        "The small lounge",
        "Ring the bell and say who you are. Two steps at the door; there is a ramp.",
        1,
        "13:30",
        "16:00",
    ),
    (
        "Mill Lane chemist",
        "clinic",
        "The chemist",
        "22 Mill Lane, M15 3CK",
        "The consulting room",
        "Through the shop, last door on the left. Knock first.",
        2,
        "09:30",
        "12:00",
    ),
    (
        "Northgate job centre",
        "clinic",
        "The job centre",
        "60 Northgate, M8 4CK",
        "Desk 14",
        "Sign in at the front. The lift is behind the stairs.",
        2,
        "13:30",
        "16:30",
    ),
    (
        "St Anne’s supported housing",
        "clinic",
        "St Anne’s",
        "3 Abbey Walk, M14 5CK",
        "Common room",
        "The office lets you in. There is a dog, and it is friendly.",
        3,
        "10:00",
        "12:30",
    ),
    (
        "Canal Street chemist",
        "clinic",
        "The chemist",
        "101 Canal Street, M16 6CK",
        "Upstairs office",
        "Stairs only. We meet people downstairs if they ask.",
        3,
        "14:00",
        "16:30",
    ),
    (
        "Eastfield hostel",
        "clinic",
        "Eastfield",
        "15 Eastfield Road, M11 7CK",
        "Room by the kitchen",
        "Reception is always staffed. Step-free.",
        4,
        "10:30",
        "13:00",
    ),
    (
        "The Friday table",
        "drop_in",
        "Riverside Peer Advocacy",
        "Our office, 5 Weir Street, M13 8CK",
        "The big room",
        "The door is open. Lunch is at half past twelve.",
        4,
        "12:00",
        "14:30",
    ),
)

MATTERS = (
    # topic, words, other side, aim, what to say, options, steps, notes
    {
        "about": "benefits.sanction",
        "words": "Money stopped after a missed meeting",
        "other_side": "The job centre",
        "aim": "I want my money put back and somebody to listen to why I could not come.",
        "to_whom": "My work coach",
        "say": "I was in hospital that day. Here is the letter. Please look at the decision again.",
        "options": ("Ask them to look again", "Speak to the manager"),
        "steps": ("Bring the hospital letter", "Ring the job centre together", "Write down what they said"),
        "facts": ("Looked at the letter together.", "Rang the job centre. They will ring back."),
        "quotes": ("They never asked me why.", "I just want it sorted before the rent is due."),
    },
    {
        "about": "housing.eviction",
        "words": "A letter about leaving the flat",
        "other_side": "The landlord",
        "aim": "I want to stay in my flat until I have somewhere else to go.",
        "to_whom": "The council’s housing team",
        "say": "I have a letter telling me to leave. I want help now, not on the day.",
        "options": ("Ask the council for help to stay", "Look for another place", "Talk to the landlord"),
        "steps": (
            "Find the tenancy agreement",
            "Go to the housing office together",
            "List what I pay and when",
        ),
        "facts": ("Read the letter aloud and went through the dates.", "Went to the housing office."),
        "quotes": ("I have been there nine years.", "I do not sleep since it came."),
    },
    {
        "about": "treatment.prescription",
        "words": "The prescription was changed without asking",
        "other_side": "The treatment service",
        "aim": "I want to have a say in my prescription and my care plan.",
        "to_whom": "My key worker",
        "say": "Nobody asked me before it was changed. I want a review with me in the room.",
        "options": ("Ask for a care plan review", "Make a complaint", "Ask for another key worker"),
        "steps": ("Write my questions down", "Practise what I will say", "Go to the review"),
        "facts": ("Practised the questions twice.", "The service gave a date for the review."),
        "quotes": ("They talk about me, not to me.", "I know what works for me."),
    },
    {
        "about": "health.gp",
        "words": "The doctor’s list said no without an address",
        "other_side": "The surgery",
        "aim": "I want a doctor, even though I have no address just now.",
        "to_whom": "The practice manager",
        "say": "I do not need an address to join. Please let me join today.",
        "options": ("Ask the practice again, with me", "Try the other surgery"),
        "steps": ("Take the leaflet about joining", "Go to the surgery together"),
        "facts": ("Went to the surgery. They took the form.",),
        "quotes": ("I felt like I was in the way.",),
    },
    {
        "about": "rights.complaint",
        "words": "How they spoke to me at the counter",
        "other_side": "The service",
        "aim": "I want them to say sorry and to treat people better.",
        "to_whom": "Whoever is in charge there",
        "say": "This is what was said to me, and how it made me feel. I want an answer in writing.",
        "options": ("Write to them", "Tell them face to face with an advocate there"),
        "steps": ("Write down what happened while I remember", "Read the letter back"),
        "facts": ("Wrote down what happened, in their words.",),
        "quotes": ("Everybody in the queue heard it.",),
    },
)

VIEWS = (
    "They knew what they wanted to say; they needed somebody there while they said it.",
    "I talked too much at the start. Next time I will wait.",
    "Worn out today. Short meeting was the right thing.",
    "Getting braver on the phone each time.",
)

LETTERS: tuple[dict[str, str], ...] = (
    {
        "about": "benefits.award",
        "title": "PIP decision: not enough points",
        "other_side": "The DWP office that made the decision",
        "aim": "I want them to look again, because they left out my bad days.",
    },
    {
        "about": "benefits.award",
        "title": "Universal Credit decision: fit for work",
        "other_side": "The DWP office for Universal Credit",
        "aim": "I want them to look again. I was in hospital when the letter came.",
    },
    {
        "about": "housing.relief",
        "title": "Homelessness decision: not in priority need",
        "other_side": "The council’s housing office",
        "aim": "I want the council to look again before I lose the room I have.",
    },
)
